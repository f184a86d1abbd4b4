/**
 * Precompiles what every start would otherwise build again: the documents with their overlays, and the validators of
 * receipts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _, type CodeOptions } from 'ajv';
import { default as standalone } from 'ajv/dist/standalone/index.js';
import { receiptCompiler, selfContainedSchema } from '../spec/contract/compile-schema.ts';
import { type Contract, loadContract, receiptSchemaOf } from '../spec/contract/contract.ts';
import { type EffectiveDocument, precompiledFolder, precompiledName } from '../spec/contract/precompiled.ts';
import { ContractError } from '../spec/contract/read-document.ts';

/** Every contract that needs no user's file, as of the newest date. */
const contracts = [
  loadContract({ ruleSet: 'observed' }),
  loadContract({ ruleSet: 'observed', defects: false }),
  loadContract({ ruleSet: 'published' }),
];

/** Writes them beside the code that reads them, in the folder `spec`. */
export function precompileContracts(spec: string): void {
  const folder = join(spec, precompiledFolder);
  mkdirSync(folder, { recursive: true });
  for (const contract of contracts) {
    write(contract, undefined, folder);
    // Few switch the defects off; for them the other dates are compiled when they are first needed.
    if (contract.defects || contract.ruleSet === 'published') {
      for (const state of changedStates(contract)) write(state, state.asOf, folder);
    }
  }
}

/** Returns the contract as of each date on which its document changed: notes on a receipt compare it with all of them. */
function changedStates(contract: Contract): Contract[] {
  const states = contract.states();
  if (states instanceof ContractError) throw states;
  return states.filter(({ document }, index) => document !== states[index - 1]?.document);
}

function write(contract: Contract, requested: string | undefined, folder: string): void {
  const { asOf, published, overlays, document, hash, documentHash, overlayHashes, defects } = contract;
  const name = precompiledName(documentHash, Object.values(overlayHashes), defects, requested);
  const differences = [...contract.differences()];
  const effective: EffectiveDocument = { asOf, published, overlays, document, hash, differences };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(effective));
  writeFileSync(join(folder, `${name}.cjs`), validatorCode(contract));
}

/** Returns a module that takes our checks and returns the compiled schema. */
function validatorCode({ document }: Contract): string {
  const code: CodeOptions = { source: true, formats: _`checks.formats` };
  const ajv = receiptCompiler({ code });
  const compiled = ajv.compile(selfContainedSchema(receiptSchemaOf(document, 'spec'), document));
  const text = standalone.default(ajv, compiled);
  return `'use strict';\nmodule.exports = (checks) => {\nconst module = {};\n${text}\nreturn module.exports;\n};\n`;
}
