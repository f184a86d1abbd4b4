/**
 * Forenames that are common in the UK, in small letters. Left out on purpose: those that are as often a word, a place or
 * the name of a firm (Mark, Grace, Jordan, Victoria, Stanley).
 */
export const forenames: ReadonlySet<string> = new Set(
  `aaron adam ahmed aisha alan alison allan amanda amelia amy andrew andy angela angus anna anne anthony aoife barbara
  barry benjamin bethany bob brian callum catherine charles chloe chris christine christopher claire clare colin connor
  daniel darren dave david deborah derek diane donald donna dorothy duncan dylan eileen elizabeth ella emily emma euan
  ewan fatima fiona gareth gary gemma geoffrey gillian gordon graham hamish hannah harry helen huw ian imran jacob
  jacqueline james jamie jane janet jason jeffrey jennifer jessica jim joan joanne joe john jonathan joshua judith julie
  karen kate katherine kathleen kathryn keith kelly kenneth kevin kieran laura liam linda lisa lorraine louise lucy luke
  lynn malcolm margaret maria marie mary matt matthew maureen megan michael michelle mike mohammad mohammed muhammad
  nancy natalie nathan neil niamh nicholas nick nicola nigel oliver olivia omar pamela patricia patrick paul pauline
  peter phil philip phillip priya rachel rajesh rebecca rhys richard robert ronald ryan samantha samuel sandra sanjay
  sarah sean sharon sheila shirley sian simon siobhan sophie stephanie stephen steve steven stuart susan sylvia terry
  thomas tim timothy tom tony tracey tracy trevor valerie wayne wendy william yusuf yvonne zoe`.split(/\s+/),
);

/** Words that make the name before them a firm's, a street's or a site's, in small letters. */
export const wordsOfFirmsAndPlaces: ReadonlySet<string> = new Set(
  `academy aggregates arms associates avenue bakery bank bay bridge bros brothers builders building buildings business
  cafe cathedral centre church city clearance close co college commercial common company construction contracting
  contractors corner cottage council court crescent cross demolition depot development dock dockyard drive dry electrical
  end engineering enterprises environmental estate estates facility farm farms field fields foods foundation garage garden
  gardens gate glass green grocers group grove hall haulage heights hill hire holdings homes hospital hotel house
  industrial industries infirmary junction landfill landscapes landscaping lane lewis library limited llp lodge logistics
  ltd manor market materials mead metal metals mews mill motors museum nurseries organisation park partners partnership
  place plant plaza plc plumbing primary properties property quarry quay recovery recycling removals retail road roofing
  row salvage school scrap services shop site skip skips solutions son sons square stadium station store stores street
  studios supplies surgery terrace theatre timber tip tipper tower town trading transfer transport treatment trust
  university utilities vale valley view village walk warehouse waste way wharf wood works workshop yard`.split(/\s+/),
);
