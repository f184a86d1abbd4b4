import type { JsonValue } from '../../../spec/json.ts';
import { isFlag } from './contract-fields.ts';

/** What a caller's own name for something must hold to be meant. */
export type Kind = 'flag' | 'number' | 'scalar' | 'text' | 'object' | 'list' | 'objects';

/** Names of another vocabulary, with the field of the receipt that they mean. */
export interface OtherWords {
  /** The object that has the field, by its name. */
  within: RegExp;
  /** The names, in lower-case letters and digits only. */
  words: RegExp;
  /** The path from the object, or after `/` from the top of the receipt. Several if the name alone does not decide. */
  now: readonly string[];
  given?: Kind;
  /** True for a name that means this only in its object, or with the object's name before it: `name`, `id`. */
  isShort?: true;
  /** Follows the fix. */
  note?: string;
}

/** True if a value is of a kind. */
export function isOfKind(value: JsonValue | undefined, kind: Kind | undefined): boolean {
  const isScalar = typeof value === 'string' || typeof value === 'number';
  switch (kind) {
    case undefined:
      return true;
    case 'flag':
      return isFlag(value);
    case 'number':
      return typeof value === 'number' || (typeof value === 'string' && /^\s*\d/.test(value));
    case 'scalar':
      return isScalar;
    case 'text':
      return typeof value === 'string';
    case 'list':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'objects':
      return typeof value === 'object' && value !== null;
  }
}

const number = '(?:number|numbers|no|num|nr|code|id|identifier|ref|reference)';
const top = /^$/;
const item = /^wasteItems\.\*$/;
const weight = /(?:^|\.)weight$/;
const described = /\.(?:pops|hazardous)$/;
const component = /\.components\.\*$/;
const party = /^(?:carrier|brokerOrDealer)$/;
const contact = /^(?:carrier|brokerOrDealer|receiver)$/;
const address = /(?:^|\.)address$/;

/**
 * The vocabulary of other systems, of older drafts and of the trade, as it is met in integrations. Tried in this order:
 * what depends on the value comes before what does not.
 */
export const otherWords: readonly OtherWords[] = [
  // ── The receipt ─────────────────────────────────────────────────────────────────────────────────────────────────────
  { within: top, words: /^\w*api(?:code|key|id|identifier)$/, now: ['apiCode'] },
  { within: top, words: new RegExp(`^(?:organi[sz]ation|org|company|client|account)${number}$`), now: ['apiCode'] },
  {
    within: top,
    words:
      /^(?=\w*(?:date|time|at$|on$))(?:date|time|stamp|of|waste|load|was|received|receipt|receive|arrival|arrived|delivery|delivered|tipped|weighed|in|at|on|utc|local)+$/,
    now: ['dateTimeReceived'],
  },
  {
    within: top,
    words: /^(?:date|time|datetime|timestamp|when|received|receivedwhen)$/,
    now: ['dateTimeReceived'],
    isShort: true,
  },
  {
    within: top,
    words: /^(?:reasonfor|why)?(?:no|missing|without)consignment\w*$/,
    now: ['reasonForNoConsignmentCode'],
  },
  {
    within: top,
    words: /^(?:hazardous|haz|special)?(?:waste)?consignment(?:note)?(?:number|no|num|code|id|ref|reference)?$|^hwcn$/,
    now: ['hazardousWasteConsignmentCode'],
  },
  {
    within: top,
    words: /^(?:other|additional|further|extra)?(?:references|refs)\w*$/,
    now: ['otherReferencesForMovement'],
  },
  {
    within: top,
    words: new RegExp(
      `^(?:po|purchaseorder|order|invoice|wtn|wastetransfernote|transfernote|deliverynote|collectionnote)${number}?$`,
    ),
    now: ['otherReferencesForMovement'],
    note: 'an entry has a label and a reference',
  },
  {
    within: top,
    words: new RegExp(
      `^(?:own|your|our|my|unique|external|internal|customer|client|user|site|movement|receipt|weighbridge|ticket|docket|transaction|local|system|load|job|waste|tracking)*(?:reference|ref|ticket|docket|externalid)${number}?$`,
    ),
    now: ['yourUniqueReference'],
  },
  {
    within: top,
    words:
      /^(?:id|uuid|number|movementid|receiptid|transactionid|loadid|jobid|jobnumber|ticketid|idempotencykey|correlationid)$/,
    now: ['yourUniqueReference'],
  },
  {
    within: top,
    words:
      /^(?:special|handling|requirements?|instructions?|precautions?)+(?:notes?|info|information|details?)?$|^(?:notes?|comments?|remarks?|additionalinformation|additionalinfo)$/,
    now: ['specialHandlingRequirements'],
  },
  {
    within: top,
    words:
      /^(?:wastes?|items?|materials?|loads?|lines?|lineitems?|products?|contents?|waste(?:items?|materials?|streams?|list|details?|lines?|types?|data|info))$/,
    now: ['wasteItems'],
    given: 'objects',
  },
  {
    within: top,
    words: /^(?:wastes?|materials?|waste(?:type|name|material|stream|details?))$/,
    now: ['wasteItems.*.wasteDescription'],
    given: 'scalar',
  },
  {
    within: top,
    words:
      /^(?:waste)?(?:carriers?|hauliers?|haulers?|transporters?|transport|courier)(?:company|details?|info|information|data)?$/,
    now: ['carrier'],
    given: 'objects',
  },
  {
    within: top,
    words: /^(?:waste)?(?:carriers?|hauliers?|haulers?|transporters?|courier)(?:company)?$/,
    now: ['carrier.organisationName'],
    given: 'scalar',
  },
  {
    within: top,
    words: /^(?:waste)?(?:brokers?|dealers?|brokerdealer|intermediary)(?:details?|info)?$/,
    now: ['brokerOrDealer'],
    given: 'objects',
  },
  {
    within: top,
    words: /^(?:waste)?(?:brokers?|dealers?|brokerdealer|intermediary)$/,
    now: ['brokerOrDealer.organisationName'],
    given: 'scalar',
  },
  {
    within: top,
    words:
      /^(?:waste)?(?:receivers?|receivingsite|receivingfacility|site|facility|destination|consignee|operator|treatmentfacility|disposalsite)(?:details?|info|data)?$/,
    now: ['receiver'],
    given: 'objects',
  },
  {
    within: top,
    words: /^(?:waste)?(?:receivers?|receivingsite|receivingfacility|site|facility|destination|consignee|operator)$/,
    now: ['receiver.siteName'],
    given: 'scalar',
  },
  {
    within: top,
    words:
      /^(?:receipt|receiving|receiver|site|facility|delivery|destination|receivingsite)(?:location|place|address)$|^(?:location|place)$/,
    now: ['receipt.address'],
    given: 'objects',
  },
  {
    within: top,
    words:
      /^(?:receipt|receiving|receiver|site|facility|delivery|destination|receivingsite)(?:location|place|address)$|^(?:location|place)$/,
    now: ['receipt.address.fullAddress'],
    given: 'scalar',
  },
  {
    within: top,
    words:
      /^(?:receipt|receiving|receiver|site|facility|delivery|destination|receivingsite)(?:postcode|zip|zipcode|postalcode)$/,
    now: ['receipt.address.postcode'],
  },

  // ── Waste items ─────────────────────────────────────────────────────────────────────────────────────────────────────
  {
    within: item,
    words: /^(?:is|has|contains?|flag)*haz(?:ard|ardous)?(?:waste|material|flag|s|ind|indicator)?$/,
    now: ['containsHazardous'],
    given: 'flag',
  },
  {
    within: item,
    words: /^(?:is|has|contains?)*(?:pops?|persistentorganicpollutants?)(?:flag|present|ind|indicator)?$/,
    now: ['containsPops'],
    given: 'flag',
  },
  {
    within: item,
    words: /^(?:haz|hp|hazard|hazards|hazardous)(?:property|properties|waste)?(?:codes?|s)?$/,
    now: ['hazardous.hazCodes'],
    given: 'list',
  },
  {
    within: item,
    words: /^(?:haz|hp|hazard|hazardous)(?:property|properties|waste)?codes?$|^hps?$/,
    now: ['hazardous.hazCodes'],
  },
  {
    within: item,
    words: /^(?:haz|hazards?|hazardous(?:waste|details?|info|information|properties)?)$/,
    now: ['hazardous'],
    given: 'object',
  },
  {
    within: item,
    words: /^(?:pops?|persistentorganicpollutants?)(?:components?|codes?|names?|list|s)?$/,
    now: ['pops.components'],
    given: 'list',
  },
  { within: item, words: /^pop(?:s?components?|s?codes?|s?names?)$/, now: ['pops.components'] },
  {
    within: item,
    words: /^(?:pop|persistentorganicpollutants?|pops?(?:details?|info|information))$/,
    now: ['pops'],
    given: 'object',
  },
  {
    within: item,
    words: /^(?:components?|chemicals?|substances?|constituents?)$/,
    now: ['hazardous.components', 'pops.components'],
    isShort: true,
  },
  {
    within: item,
    words: /^(?:components?)?sources?(?:ofcomponents?|ofdata|ofinformation)$|^sourceofcomponents$/,
    now: ['hazardous.sourceOfComponents', 'pops.sourceOfComponents'],
  },
  {
    within: item,
    words:
      /^(?:(?:number|no|num|count|total|qty|quantity)(?:of)?(?:containers?|packages?|bags?|drums?|skips?|bins?)|(?:container|package|packaging|bag|drum|skip|bin)s?(?:count|number|no|num|qty|quantity|total))$/,
    now: ['numberOfContainers'],
  },
  {
    within: item,
    words:
      /^(?:(?:type|kind)s?(?:of)?(?:containers?|packages?|packaging)|(?:container|package|packaging|packing|receptacle)s?(?:type|kind|code)s?)$/,
    now: ['typeOfContainers'],
  },
  {
    within: item,
    words: /^(?:containers?|packages?|receptacles?|bags?|drums?|skips?|bins?)$/,
    now: ['numberOfContainers'],
    given: 'number',
  },
  {
    within: item,
    words: /^(?:containers?|packages?|packaging|receptacles?)$/,
    now: ['typeOfContainers'],
    given: 'text',
  },
  {
    within: item,
    words: /^(?:containers?|packages?|packaging|receptacles?)$/,
    now: ['numberOfContainers', 'typeOfContainers'],
    note: 'the one is how many, the other a code',
  },
  {
    within: item,
    words: /^(?:weight|mass|quantity|amount)?(?:units?|uom|unitofmeasure|unitofmeasurement|metric)$/,
    now: ['weight.metric'],
  },
  {
    within: item,
    words:
      /^(?:is)?(?:weight|quantity|amount)?(?:is)?(?:estimate|estimated|estimation)(?:weight|quantity|amount|flag)?$/,
    now: ['weight.isEstimate'],
    given: 'flag',
  },
  {
    within: item,
    words:
      /^(?:(?:net|gross|total|actual|estimated|waste)*(?:weight|mass|quantity|amount|qty|tonnage)|(?:net|gross|total|actual|waste|weight|mass|quantity|amount|qty|in)*(?:kgs?|kilos?|kilograms?|tonnes?|tons?|tonnage|grams?|weight))(?:value)?$/,
    now: ['weight.amount'],
    given: 'scalar',
  },
  {
    within: item,
    words: /^(?:net|gross|total|actual|waste)*(?:weight|weights|mass|quantity|qty|amount)(?:details?)?$/,
    now: ['weight'],
    given: 'objects',
  },
  {
    within: item,
    words:
      /^(?:ewc|low|lowcode|eural|listofwaste|europeanwaste(?:catalogue)?)(?:codes?|entry|number|id|list)*$|^waste(?:codes?|classification)$/,
    now: ['ewcCodes'],
  },
  { within: item, words: /^(?:codes?|classifications?|category)$/, now: ['ewcCodes'], isShort: true },
  {
    within: item,
    words: /^(?:physical)?(?:form|state|phase|consistency|appearance)(?:ofwaste)?$/,
    now: ['physicalForm'],
  },
  {
    within: item,
    words:
      /^(?:waste|material|item|load)?(?:description|descr|desc|narrative)$|^(?:wastename|wastetype|materialname|materialtype)$/,
    now: ['wasteDescription'],
  },
  {
    within: item,
    words: /^(?:name|title|type|details?|material|waste)$/,
    now: ['wasteDescription'],
    given: 'text',
    isShort: true,
  },
  {
    within: item,
    words:
      /^(?:disposals?|recovery|treatments?|rd|dr|rord|dorr|randd|operation|fate)(?:or|and)?(?:disposal|recovery|operation|method|route|process)?(?:codes?|s|types?)?$/,
    now: ['disposalOrRecoveryCodes'],
  },

  // ── Inside a waste item ─────────────────────────────────────────────────────────────────────────────────────────────
  {
    within: weight,
    words: /^(?:units?|uom|unitofmeasure|unitofmeasurement|measure|type|weightunit|weightmetric)$/,
    now: ['metric'],
    isShort: true,
  },
  {
    within: weight,
    words: /^(?:value|quantity|qty|weight|mass|number|total|net|gross|kgs?|kilograms?|tonnes?|tons?|grams?)$/,
    now: ['amount'],
    isShort: true,
  },
  {
    within: weight,
    words: /^(?:is)?(?:estimate|estimated|estimation|approximate)$/,
    now: ['isEstimate'],
    isShort: true,
  },
  {
    within: described,
    words: /^(?:componentsources?|sources?|origin|basis|sourceof\w+|datasource)$/,
    now: ['sourceOfComponents'],
    isShort: true,
  },
  {
    within: /\.hazardous$/,
    words: /^(?:haz|hp|hazard|hazardous)?(?:property|properties|waste)?(?:codes?|properties|hps?)$/,
    now: ['hazCodes'],
    isShort: true,
  },
  {
    within: described,
    words: /^(?:components?list|chemicals?|substances?|constituents?|names?|codes?|pops?|list)$/,
    now: ['components'],
    isShort: true,
  },
  {
    within: described,
    words: /^(?:concentration|conc)?operator$/,
    now: ['components.*.concentrationOperator'],
    isShort: true,
  },
  { within: described, words: /^concentrations?$/, now: ['components.*.concentration'], isShort: true },
  {
    within: component,
    words:
      /^(?:conc|value|amount|level|quantity|mgkg|ppm|percent|percentage|concentration(?:value|mgkg|ppm|percent|percentage|level))$/,
    now: ['concentration'],
    isShort: true,
  },
  {
    within: component,
    words:
      /^(?:operator|op|comparator|comparison|threshold|sign|qualifier|relation|conc(?:entration)?(?:op|comparator|sign|qualifier))$/,
    now: ['concentrationOperator'],
    given: 'text',
    isShort: true,
  },
  {
    within: /\.pops\.components\.\*$/,
    words: /^(?:name|chemical\w*|substance\w*|compound|component\w*|pop\w*|id|cas\w*)$/,
    now: ['code'],
    isShort: true,
    note: 'from the list of POP names',
  },
  {
    within: /\.hazardous\.components\.\*$/,
    words: /^(?:code|chemical\w*|substance\w*|compound|component\w*|id|cas\w*)$/,
    now: ['name'],
    isShort: true,
  },
  {
    within: /\.disposalOrRecoveryCodes\.\*$/,
    words: /^(?:(?:disposal|recovery|treatment|operation|rd|dr)\w*|type|name|id)$/,
    now: ['code'],
    isShort: true,
  },
  { within: /\.disposalOrRecoveryCodes\.\*$/, words: /^(?:units?|uom)$/, now: ['weight.metric'], isShort: true },
  {
    within: /\.disposalOrRecoveryCodes\.\*$/,
    words: /^(?:amount|quantity|qty|mass|tonnage|weight\w*)$/,
    now: ['weight.amount'],
    given: 'scalar',
    isShort: true,
  },

  // ── References ──────────────────────────────────────────────────────────────────────────────────────────────────────
  {
    within: /^otherReferencesForMovement\.\*$/,
    words: /^(?:name|type|key|title|kind|referencetype|description)$/,
    now: ['label'],
    isShort: true,
  },
  {
    within: /^otherReferencesForMovement\.\*$/,
    words: /^(?:value|number|no|ref|id|code|text|referencenumber|referencevalue)$/,
    now: ['reference'],
    isShort: true,
  },

  // ── Carrier, broker, receiver ───────────────────────────────────────────────────────────────────────────────────────
  {
    within: /^carrier$/,
    words:
      /^(?:vehicle(?:reg\w*|plate|plates|number\w*|no|id|licen[cs]e\w*)?|(?:lorry|truck|van|hgv)(?:reg\w*|plate|number|no|id)?|(?:number|licen[cs]e|registration|reg)plates?|plates?|vrn|vrm)$/,
    now: ['vehicleRegistration'],
    given: 'scalar',
  },
  {
    within: /^carrier$/,
    words:
      /^(?:mode|means|method|type)?(?:of)?(?:transport|transportation|transit|conveyance)(?:mode|type|method|means)?$/,
    now: ['meansOfTransport'],
    given: 'text',
  },
  { within: /^carrier$/, words: /^(?:mode|means|method)$/, now: ['meansOfTransport'], isShort: true },
  {
    within: /^carrier$/,
    words:
      /^(?:reasonfor|why)?(?:no|missing|without)?(?:reg|registration|carrier|exempt)\w{0,30}reason$|^reason\w*$|^exemption\w*$/,
    now: ['reasonForNoRegistrationNumber'],
    isShort: true,
  },
  {
    within: party,
    words: new RegExp(
      `^(?:carrier|broker|dealer|waste)*(?:registration|reg|licen[cs]e|permit|cbd[lu]?|authorisation)${number}?$`,
    ),
    now: ['registrationNumber'],
    isShort: true,
  },
  { within: party, words: /^(?:id|number|code)$/, now: ['registrationNumber'], isShort: true },
  {
    within: party,
    words:
      /^(?:(?:organi[sz]ation|company|business|trading|legal|full)?(?:name|title)|organi[sz]ation|company|business)$/,
    now: ['organisationName'],
    isShort: true,
  },
  { within: contact, words: /^(?:contact|main)?e?mail(?:address|id)?$/, now: ['emailAddress'], isShort: true },
  {
    within: contact,
    words: /^(?:contact|main)?(?:tele|mobile|cell)?(?:phone|tel|mobile|telephone)(?:number|no|num)?$/,
    now: ['phoneNumber'],
    isShort: true,
  },
  { within: party, words: /^(?:postcode|zip|zipcode|postalcode)$/, now: ['address.postcode'], isShort: true },
  {
    within: party,
    words: /^(?:fulladdress|address\w*|street|town|city|location)$/,
    now: ['address.fullAddress'],
    given: 'text',
    isShort: true,
  },
  {
    within: /^receiver$/,
    words:
      /^(?:site|facility|receivingsite|receiver|operator)name$|^(?:name|title|site|facility|(?:organi[sz]ation|company|business)(?:name)?)$/,
    now: ['siteName'],
    given: 'scalar',
    isShort: true,
  },
  {
    within: /^receiver$/,
    words: new RegExp(
      `^(?:site|environmental|waste|ea|sepa|nrw)*(?:permit|licen[cs]e|authori[sz]ations?|epr|epa)${number}?$`,
    ),
    now: ['authorisationNumber'],
  },
  {
    within: /^receiver$/,
    words: new RegExp(`^(?:site|facility|registration)?${number}$`),
    now: ['authorisationNumber'],
    isShort: true,
    note: 'the permit or licence of the site; the organisation is identified by its apiCode',
  },
  {
    within: /^receiver$/,
    words: /^(?:rps|regulatoryposition\w*|positionstatements?)$/,
    now: ['regulatoryPositionStatements'],
  },
  { within: /^receiver$/, words: /^address$/, now: ['/receipt.address'], given: 'object', isShort: true },
  {
    within: /^receiver$/,
    words: /^(?:fulladdress|address\w*|street|town|city|location)$/,
    now: ['/receipt.address.fullAddress'],
    isShort: true,
  },
  {
    within: /^receiver$/,
    words: /^(?:postcode|zip|zipcode|postalcode)$/,
    now: ['/receipt.address.postcode'],
    isShort: true,
  },
  { within: /^receipt$/, words: /^(?:postcode|zip|zipcode|postalcode)$/, now: ['address.postcode'], isShort: true },
  {
    within: /^receipt$/,
    words: /^(?:fulladdress|address\w*|street|town|city|location)$/,
    now: ['address.fullAddress'],
    given: 'text',
    isShort: true,
  },
  {
    within: /^receipt$/,
    words: /^(?=\w*(?:date|time|at$|on$))(?:date|time|stamp|of|received|receipt|arrival|at|on)+$/,
    now: ['/dateTimeReceived'],
    isShort: true,
  },
  { within: address, words: /^(?:zip|zipcode|postalcode|post|eircode|pcode)$/, now: ['postcode'], isShort: true },
  {
    within: address,
    words:
      /^(?:address\w*|line\w*|street\w*|town|city|locality|county|country|region|building\w*|house\w*|full|postaladdress)$/,
    now: ['fullAddress'],
    isShort: true,
    note: 'the whole address in one line',
  },
];

/** The first word of a name that says which object it belongs to, in lower-case letters and digits only. */
export const objectsByPrefix: readonly { prefix: RegExp; name: string }[] = [
  { prefix: /^(?:waste)?(?:carrier|haulier|hauler|transporter)/, name: 'carrier' },
  { prefix: /^(?:waste)?(?:brokerordealer|broker|dealer)/, name: 'brokerOrDealer' },
  {
    prefix: /^(?:receivingsite|receivingfacility|receiver|receiving|site|facility|destination|operator|consignee)/,
    name: 'receiver',
  },
  { prefix: /^receipt/, name: 'receipt' },
  { prefix: /^(?:wasteitem|item|waste|material)/, name: 'wasteItems.*' },
];
