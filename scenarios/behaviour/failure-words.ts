/** A failure that no field of the receipt caused. */
export type Failure = 'charge' | 'unanswered' | 'unknown receipt';

interface FailureWords {
  /** How a product may say it. */
  own: RegExp;
  /** The API's own words: the status, with its name. */
  wire: RegExp;
}

const outage =
  /\b(?:services?|servers?|systems?|computers?|api|defra|dwt|government|environment agency|(?:waste )?tracking|tokens?|sign(?:ed|ing)?[ -]?(?:in|on)|log(?:ged|ging)?[ -]?(?:in|on)|authenticat\w*|credentials?|connect\w*|internet|network|offline|online|unreachable|unavailable|reach(?:ed)?|gateway|time[ds]?[ -]?out|timeouts?|too (?:many|slow|busy)|busy|overload\w*|rate|throttl\w*|limits?|answer(?:s|ed|ing)?|respon[ds]\w*|repl(?:y|ies|ied)|unreadable|unknown whether|not know(?:n)? whether|uncertain|may (?:or may not )?(?:have|be)|might (?:have|be)|cannot tell|can't tell|not sure|unsure|unclear|unconfirmed|(?:no|not|never|cannot|can't|couldn't) (?:be )?confirm\w*|no confirmation|unsent|tries|kept|keeps?|held|queue[ds]?|outbox|parked|pending|waiting|(?:stored|saved) (?:on|here|locally|for)|retr(?:y|ies|ied|ying)|attempts?|will be (?:sent|tried)|not yet sent|maintenance|down)\b/;

export const failureWords: Readonly<Record<Failure, FailureWords>> = {
  charge: {
    own: /\b(?:charges?|charged|pay|pays|paying|paid|payments?|unpaid|fees?|costs? of|subscriptions?|memberships?|arrears|invoices?|billing|owed|owing|overdue)\b/,
    wire: /\b402\b\W*(?:payment required)?|^payment required\W*/,
  },
  unanswered: {
    own: outage,
    wire: /\b(?:401\b\W*(?:unauthorized)?|429\b\W*(?:too many requests)?|5\d\d\b\W*(?:internal server error|bad gateway|service unavailable|gateway time-?out)?)/,
  },
  'unknown receipt': {
    own: /\b(?:no such|(?:not|isn't|wasn't) (?:be )?(?:found|known|there|exist\w*|recogni[sz]ed|a (?:receipt|record|movement|load)|(?:on|in|with) (?:the|their|our|its|defra's) (?:service|system|register|records?|list|database))|(?:wrong|invalid|incorrect|bad|not a valid) (?:receipt|movement|(?:waste )?tracking) (?:id|number|reference|code)|(?:tracking (?:id|number|reference|code)|\bid) (?:is|was) (?:wrong|invalid|incorrect|not valid)|(?:doesn't|didn't|does not|did not|cannot|can't|could not|couldn't) (?:know|exist|find|have)|unknown|no (?:receipt|record|movement|entry|load)|never (?:issued|recorded)|missing there|not in (?:the|our|its)|nothing (?:by|with|under|to (?:update|correct|change|amend)|(?:is|was) (?:recorded|stored|kept|found)))\b/,
    wire: /\b404\b\W*(?:not found)?|waste input with id \S+ not found/,
  },
};

/** Sentences whose words would seem to name the failure. */
export const empty =
  /\b(?:in charge of|free of charge|service desk|help ?desk|service team|customer services?|(?:please )?try again(?: later)?)\b/g;
