/**
 * The numbers that Ofcom keeps for television and radio drama, by their first eight digits; the last three are free. No
 * subscriber has them. Source: Ofcom, telephone numbers for drama use; 028 9018 0 is of an older issue of that list.
 */
const dramaBeginnings = new Set([
  '01632960', // no area
  '01134960', // Leeds
  '01144960', // Sheffield
  '01154960', // Nottingham
  '01164960', // Leicester
  '01174960', // Bristol
  '01184960', // Reading
  '01214960', // Birmingham
  '01314960', // Edinburgh
  '01414960', // Glasgow
  '01514960', // Liverpool
  '01614960', // Manchester
  '01914980', // Tyneside, Durham, Sunderland
  '02079460', // London
  '02890180', // Belfast
  '02896496', // Northern Ireland
  '02920180', // Cardiff
  '03069990', // all of the UK
  '07700900', // mobile
  '08081570', // free of charge
  '09098790', // premium rate
]);

/** Whether a number, however it is spelled, can belong to nobody. */
export function isFictionalNumber(spelled: string): boolean {
  const digits = nationalDigits(spelled);
  return digits.length === 11 && dramaBeginnings.has(digits.slice(0, 8));
}

/** The digits as dialled in the UK: `+44 (0)20 7946 0018` and, from a spreadsheet, `2079460018` are 02079460018. */
function nationalDigits(spelled: string): string {
  const digits = spelled.replace(/\D/g, '').replace(/^(?:00)?440?(?=\d{9})/, '0');
  return digits.startsWith('0') || spelled.includes('+') ? digits : `0${digits}`;
}
