import type { WasteItem } from '../../spec/types/movement.ts';

/** A kind of waste that a site might take in: a plain EWC code, and words that suit it. */
export interface WasteStream {
  ewcCode: string;
  physicalForm: WasteItem['physicalForm'];
  materials: readonly string[];
  origins: readonly string[];
}

/** How a load arrived; each suits every stream. */
export const loads = ['Mixed', 'Separated', 'Bulk', 'Part load of', 'Full load of', 'Regular load of'] as const;

/** What a site that takes in such streams commonly does with them, and what they commonly come in. */
export const commonOperations = ['R1', 'R3', 'R4', 'R5', 'R12', 'R13', 'D1', 'D5', 'D10', 'D13', 'D14', 'D15'] as const;
export const commonContainers = ['SKI', 'ROR', 'WBI', 'CON', 'BAG', 'IBC'] as const;

export const wasteStreams: readonly WasteStream[] = [
  stream(
    '030105',
    'Solid',
    ['timber offcuts', 'sawdust and shavings', 'board trimmings'],
    ['joinery', 'furniture making'],
  ),
  stream('150101', 'Solid', ['cardboard boxes', 'paper packaging'], ['a parcel depot', 'shop deliveries']),
  stream('150102', 'Solid', ['plastic wrap', 'plastic drums and lids'], ['a bottling line', 'warehouse unpacking']),
  stream('150103', 'Solid', ['wooden pallets', 'crate timber'], ['a distribution centre', 'shop deliveries']),
  stream('160103', 'Solid', ['car tyres', 'lorry tyres'], ['a tyre fitter', 'fleet maintenance']),
  stream('170101', 'Solid', ['broken concrete', 'concrete kerbs'], ['road works', 'a demolished garage']),
  stream('170102', 'Solid', ['bricks', 'broken brickwork'], ['a demolished wall', 'house building']),
  stream('170201', 'Solid', ['roof timbers', 'floorboards', 'timber formwork'], ['a refurbishment', 'house building']),
  stream('170202', 'Solid', ['window panes', 'float glass'], ['a refurbishment', 'a glazing workshop']),
  stream('170405', 'Solid', ['steel beams', 'iron railings'], ['a demolition', 'a fabrication workshop']),
  stream('170504', 'Solid', ['topsoil and stones', 'excavated subsoil'], ['landscaping', 'foundation works']),
  stream('190805', 'Sludge', ['sewage sludge', 'digested sludge'], ['a treatment works', 'a package plant']),
  stream('200108', 'Mixed', ['kitchen food waste', 'plate scrapings'], ['a staff canteen', 'a hotel kitchen']),
  stream('200201', 'Solid', ['hedge cuttings', 'grass and leaves'], ['park upkeep', 'garden maintenance']),
];

/** Substances that hazardous waste is declared by, each a name as a user would type it. */
export const hazardousSubstances = [
  'Lead',
  'Mercury',
  'Cadmium',
  'Arsenic',
  'Nickel sulphate',
  'Chromium trioxide',
  'Benzene',
  'Toluene',
  'Phenol',
  'Zinc chloride',
] as const;

function stream(
  ewcCode: string,
  physicalForm: WasteStream['physicalForm'],
  materials: readonly string[],
  origins: readonly string[],
): WasteStream {
  return { ewcCode, physicalForm, materials, origins };
}
