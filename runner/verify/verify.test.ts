import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderJson } from '../../reports/json.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { rulesVersion } from '../../scenarios/rules-version.ts';
import { verdicts } from '../../spec/types/verdict.ts';
import { signReportFolder } from '../report-files/sign.ts';
import { type MadeKeys, makeKeys, readSigningKey } from '../report-files/signing-keys.ts';
import { flipByte, runForReportFolder, writeTestReportFolder } from '../testing/report-folder.ts';
import { temporaryFolder } from '../testing/run-command.ts';
import { type CheckName, checkNames } from './check-result.ts';
import { type Verified, verifyReportFolder } from './verify.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let rehearsal: Rehearsal;
let keys: MadeKeys;
let others: MadeKeys;
beforeAll(async () => {
  rehearsal = await runForReportFolder({ ids: ['R01', 'R04', 'C01'] });
  keys = makeKeys(folder.path('keys'), 'ours');
  others = makeKeys(folder.path('keys'), 'others');
});

let packs = 0;
/** Makes a report folder for a test, and returns the path of its rehearsal. */
function pack({ signed = false } = {}): string {
  packs += 1;
  return writeTestReportFolder(
    folder.path(`pack-${packs}`),
    rehearsal,
    signed ? readSigningKey(keys.privateKey) : undefined,
  );
}

const beside = (file: string, name: string) => join(dirname(file), name);

/** The differences by check, without the empty ones. */
function found({ verification, exitCode }: Verified) {
  const differences = (name: CheckName) => verification[name].differences.map(({ member }) => member);
  const all = checkNames.map((name) => [name, differences(name)] as const).filter(([, members]) => members.length > 0);
  return { exitCode, ...Object.fromEntries(all) };
}

const cannotOf = ({ verification }: Verified) => checkNames.flatMap((name) => verification[name].cannot);
const notesOf = ({ verification }: Verified) => checkNames.flatMap((name) => verification[name].notes).join('\n');

describe('an unchanged report', () => {
  test('has no differences, and a note says that it is not signed', async () => {
    const verified = await verifyReportFolder(pack(), undefined);
    expect({ ...found(verified), cannot: cannotOf(verified) }).toEqual({ exitCode: 0, cannot: [] });
    expect(verified.verification.hashes.summary).toBe('2 files against SHA256SUMS');
    expect(verified.verification.verdicts.summary).toMatch(
      new RegExp(`^3 recomputed from \\d+ exchanges, by version ${rulesVersion} `),
    );
    expect(notesOf(verified)).toBe('The report is not signed.');
  });

  test('may be named by its folder', async () => {
    expect(found(await verifyReportFolder(dirname(pack()), undefined))).toEqual({ exitCode: 0 });
  });

  test('is valid by its own key, which proves little, and by the given key', async () => {
    const file = pack({ signed: true });
    const byOwn = await verifyReportFolder(file, undefined);
    expect(found(byOwn)).toEqual({ exitCode: 0 });
    expect(byOwn.verification.signature.summary).toBe(`by ${keys.fingerprint}, the key in the report folder`);
    expect(notesOf(byOwn)).toContain('which anyone could have put there');
    const byNamed = await verifyReportFolder(file, keys.publicKey);
    expect(found(byNamed)).toEqual({ exitCode: 0 });
    expect(byNamed.verification.signature.summary).toBe(`by ${keys.fingerprint}, the given key`);
    expect(notesOf(byNamed)).toBe('');
  });

  test.each<[string, (file: string) => string]>([
    ['the key of the folder', (file) => beside(file, 'signing-key.pub.pem')],
    [
      'a link to it',
      (file) => {
        const link = folder.path('link-to-key.pub.pem');
        symlinkSync(beside(file, 'signing-key.pub.pem'), link);
        return link;
      },
    ],
  ])('given with %s, a note says that this does not show who signed', async (_, keyOf) => {
    const file = pack({ signed: true });
    const verified = await verifyReportFolder(file, keyOf(file));
    expect(found(verified)).toEqual({ exitCode: 0 });
    expect(verified.verification.signature.summary).toBe(`by ${keys.fingerprint}, the key in the report folder`);
    expect(notesOf(verified)).toMatch(/^The key given with --key is in the report folder, .* does not show who signed/);
  });

  test('without sums is recomputed, and a note says that no hash was checked', async () => {
    const file = folder.path('alone.json');
    writeFileSync(file, renderJson(rehearsal));
    const verified = await verifyReportFolder(file, undefined);
    expect(found(verified)).toEqual({ exitCode: 0 });
    expect(notesOf(verified)).toContain('no hash was checked');
  });
});

describe('a changed byte', () => {
  test('anywhere in the rehearsal is caught by the hashes', { timeout: 120_000 }, async () => {
    const file = pack({ signed: true });
    const whole = readFileSync(file);
    const position = fc.nat(statSync(file).size - 1);
    await fc.assert(
      fc.asyncProperty(position, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ mask;
        writeFileSync(file, changed);
        const verified = await verifyReportFolder(file, keys.publicKey);
        expect(found(verified)).toMatchObject({ hashes: ['rehearsal.json'] });
        expect(verified.exitCode).not.toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test.each(['notes.txt', 'signing-key.pub.pem'])('in %s is found, and the file is named', async (name) => {
    const file = pack({ signed: true });
    flipByte(beside(file, name), 5);
    expect(found(await verifyReportFolder(file, keys.publicKey))).toEqual({ exitCode: 1, hashes: [name] });
  });

  test('in the sums is found by the signature', async () => {
    const file = pack({ signed: true });
    // The hash of the changed file is corrected: only the signature shows the change.
    appendFileSync(beside(file, 'notes.txt'), 'More.\n');
    const resigned = writeTestReportFolder(folder.path('resigned'), rehearsal);
    appendFileSync(beside(resigned, 'SHA256SUMS'), `${'0'.repeat(64)}  notes.txt\n`);
    writeFileSync(beside(file, 'SHA256SUMS'), readFileSync(beside(resigned, 'SHA256SUMS')));
    const verified = await verifyReportFolder(file, keys.publicKey);
    expect(found(verified)).toMatchObject({ exitCode: 1, signature: ['SHA256SUMS.sig'] });
    expect(verified.verification.signature.differences[0]?.recorded).toBe('no signature of SHA256SUMS as it is now');
  });

  test.each([0, 31, 63])('in the signature (byte %i) is caught', async (at) => {
    const file = pack({ signed: true });
    flipByte(beside(file, 'SHA256SUMS.sig'), at);
    expect(found(await verifyReportFolder(file, undefined))).toEqual({ exitCode: 1, signature: ['SHA256SUMS.sig'] });
  });
});

describe('who signed', () => {
  test('must be the given one, and the difference names the actual one', async () => {
    const verified = await verifyReportFolder(pack({ signed: true }), others.publicKey);
    expect(found(verified)).toEqual({ exitCode: 1, signature: ['SHA256SUMS.sig'] });
    expect(verified.verification.signature.differences[0]).toMatchObject({
      recorded: `a signature by ${keys.fingerprint}`,
      recomputed: `a signature by ${others.fingerprint}`,
    });
  });

  test('must be there if a key was given', async () => {
    expect(found(await verifyReportFolder(pack(), keys.publicKey))).toEqual({
      exitCode: 1,
      signature: ['SHA256SUMS.sig'],
    });
  });

  test('is missed if the signature was removed', async () => {
    const file = pack({ signed: true });
    rmSync(beside(file, 'SHA256SUMS.sig'));
    expect(found(await verifyReportFolder(file, undefined))).toEqual({ exitCode: 1, signature: ['SHA256SUMS.sig'] });
  });

  test('is unknown without the sums or without a key', async () => {
    const [withoutSums, withoutKey] = [pack({ signed: true }), pack({ signed: true })];
    rmSync(beside(withoutSums, 'SHA256SUMS'));
    rmSync(beside(withoutKey, 'signing-key.pub.pem'));
    expect(found(await verifyReportFolder(withoutSums, keys.publicKey))).toEqual({
      exitCode: 1,
      signature: ['SHA256SUMS'],
    });
    expect(found(await verifyReportFolder(withoutKey, undefined))).toEqual({
      exitCode: 1,
      signature: ['signing-key.pub.pem'],
    });
    expect(found(await verifyReportFolder(withoutKey, keys.publicKey))).toEqual({ exitCode: 2 });
  });
});

describe('the files of a pack', () => {
  test('that are missing are named: not all could be checked', async () => {
    const file = pack();
    rmSync(beside(file, 'notes.txt'));
    const verified = await verifyReportFolder(file, undefined);
    expect(found(verified)).toEqual({ exitCode: 2 });
    expect(cannotOf(verified)).toEqual(['notes.txt is missing, and SHA256SUMS lists it.']);
  });

  test('are all in the sums, which a signature covers', async () => {
    const file = pack({ signed: true });
    writeFileSync(beside(file, 'more.txt'), 'more');
    mkdirSync(beside(file, 'another'));
    writeFileSync(beside(file, 'another/deep.txt'), 'deep');
    symlinkSync('/', beside(file, 'everything'));
    execFileSync('mkfifo', [beside(file, 'pipe')]);
    const verified = await verifyReportFolder(file, keys.publicKey);
    expect(found(verified)).toEqual({ exitCode: 1, hashes: ['another', 'everything', 'more.txt', 'pipe'] });
    expect(verified.verification.hashes.differences.map(({ recorded }) => recorded)).toEqual([
      'a folder that SHA256SUMS does not name',
      'a link that SHA256SUMS does not name',
      'a file that SHA256SUMS does not name',
      'a pipe, a socket or a device that SHA256SUMS does not name',
    ]);
  });

  test('of another rehearsal are named once', async () => {
    const file = pack();
    for (const name of ['junit.xml', 'allure-results/0-result.json']) {
      mkdirSync(dirname(beside(file, name)), { recursive: true });
      writeFileSync(beside(file, name), 'of another run');
    }
    expect(found(await verifyReportFolder(file, undefined))).toEqual({
      exitCode: 1,
      hashes: ['allure-results', 'junit.xml'],
    });
  });

  test('are all in the sums: a list without the page is found, although it is signed', async () => {
    const file = pack();
    signReportFolder(dirname(file), [file], readSigningKey(keys.privateKey));
    const verified = await verifyReportFolder(file, keys.publicKey);
    expect(found(verified)).toEqual({ exitCode: 1, hashes: ['notes.txt'] });
  });

  test('in its folders are all in the sums too, and such a folder is no link', async () => {
    const file = pack();
    mkdirSync(beside(file, 'results'));
    for (const name of ['a', 'b']) writeFileSync(beside(file, `results/${name}`), name);
    signReportFolder(
      dirname(file),
      ['rehearsal.json', 'notes.txt', 'results/a'].map((name) => beside(file, name)),
      undefined,
    );
    expect(found(await verifyReportFolder(file, undefined))).toEqual({ exitCode: 1, hashes: ['results/b'] });
    renameSync(beside(file, 'results'), folder.path('results-elsewhere'));
    symlinkSync(folder.path('results-elsewhere'), beside(file, 'results'));
    const verified = await verifyReportFolder(file, undefined);
    expect(found(verified)).toEqual({ exitCode: 1, hashes: ['results'] });
    expect(cannotOf(verified)).toEqual(['results/a is missing, and SHA256SUMS lists it.']);
  });

  test('must hold the rehearsal', async () => {
    const file = pack();
    const lines = readFileSync(beside(file, 'SHA256SUMS'), 'utf8').split('\n');
    const others = lines.filter((line) => !line.endsWith('rehearsal.json'));
    writeFileSync(beside(file, 'SHA256SUMS'), others.join('\n'));
    const verified = await verifyReportFolder(file, undefined);
    expect(found(verified)).toEqual({ exitCode: 1, hashes: ['SHA256SUMS'] });
    expect(verified.verification.hashes.differences[0]?.recomputed).toBe('a line for rehearsal.json');
  });

  test.each([
    ['that is not a hash and a name', 'hello', 'which is not a line of sha256sum'],
    ['for a place outside', `${'a'.repeat(64)}  ../../etc/hosts`, 'which names a file outside the folder'],
    ['for a file twice', `${'a'.repeat(64)}  notes.txt`, 'which names a file a second time'],
  ])('have no line %s', async (_, line, why) => {
    const file = pack();
    appendFileSync(beside(file, 'SHA256SUMS'), `${line}\n`);
    const { verification, exitCode } = await verifyReportFolder(file, undefined);
    const [difference] = verification.hashes.differences;
    expect([exitCode, difference?.member]).toEqual([1, 'SHA256SUMS line 3']);
    expect(difference?.recorded).toContain(why);
  });

  test('are no links, which may lead anywhere', async () => {
    const file = pack();
    const page = beside(file, 'notes.txt');
    mkdirSync(folder.path('elsewhere'), { recursive: true });
    writeFileSync(folder.path('elsewhere', 'page.html'), readFileSync(page));
    rmSync(page);
    symlinkSync(folder.path('elsewhere', 'page.html'), page);
    expect(found(await verifyReportFolder(file, undefined))).toEqual({ exitCode: 1, hashes: ['notes.txt'] });
  });

  test('are not read where their list itself is a link', async () => {
    const file = pack();
    renameSync(beside(file, 'SHA256SUMS'), folder.path('sums-elsewhere'));
    symlinkSync(folder.path('sums-elsewhere'), beside(file, 'SHA256SUMS'));
    const verified = await verifyReportFolder(file, undefined);
    expect(found(verified)).toEqual({ exitCode: 2 });
    expect(cannotOf(verified)).toEqual(['SHA256SUMS cannot be read: it is a link.']);
  });
});

describe('a path that is not a file, or a file that never ends, is not read', () => {
  const replaced = (name: string, by: (path: string) => void) => {
    const file = pack({ signed: true });
    rmSync(beside(file, name));
    by(beside(file, name));
    return verifyReportFolder(file, keys.publicKey);
  };
  const pipe = (path: string) => execFileSync('mkfifo', [path]);
  const device = (path: string) => symlinkSync('/dev/zero', path);
  const endless = (path: string) => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 42);
  };

  test.each([
    ['a pipe', pipe, 1, 'it is not a regular file'],
    ['a link to a device', device, 1, 'it is a link'],
    ['a file of 4 TB', endless, 2, 'it has 4398046511104 bytes, more than the 536870880 that are read'],
  ])('such as %s in place of the rehearsal', async (_, by, code, why) => {
    const verified = await replaced('rehearsal.json', by);
    expect(verified.exitCode).toBe(2);
    expect(cannotOf(verified).join('\n')).toContain(`rehearsal.json: ${why}`);
    expect(found(verified)).toEqual({ exitCode: 2, ...(code === 1 ? { hashes: ['rehearsal.json'] } : {}) });
  });

  test.each([
    ['a pipe', pipe, { exitCode: 1, hashes: ['notes.txt'] }],
    ['a link to a device', device, { exitCode: 1, hashes: ['notes.txt'] }],
    ['a file of 4 TB', endless, { exitCode: 2 }],
  ])('such as %s in place of another file', async (_, by, expected) => {
    expect(found(await replaced('notes.txt', by))).toEqual(expected);
  });

  test.each([
    ['SHA256SUMS', pipe, { exitCode: 1, signature: ['SHA256SUMS'] }],
    ['SHA256SUMS', endless, { exitCode: 1, signature: ['SHA256SUMS'] }],
    ['SHA256SUMS.sig', pipe, { exitCode: 1, signature: ['SHA256SUMS.sig'] }],
    ['SHA256SUMS.sig', device, { exitCode: 1, signature: ['SHA256SUMS.sig'] }],
    ['signing-key.pub.pem', pipe, { exitCode: 1, hashes: ['signing-key.pub.pem'] }],
  ])('such as %s', async (name, by, expected) => {
    expect(found(await replaced(name, by))).toEqual(expected);
  });
});

describe('a rehearsal that cannot be recomputed', () => {
  const rewritten = async (text: string) => {
    const file = pack();
    writeFileSync(file, text);
    return verifyReportFolder(file, undefined);
  };

  test.each([
    ['is empty', () => '', 'This file is empty'],
    [
      'has a member twice',
      () => renderJson(rehearsal).replace('"verdict": "pass"', '$&, "verdict": "fail"'),
      'At scenarios.0, "verdict" is there twice',
    ],
    ['is cut off', () => renderJson(rehearsal).slice(0, 900), 'This is not JSON'],
    ['is something else', () => '{"name": "x"}', 'not a rehearsal: it has no "format"'],
    ['is of a newer format', () => '{"format": "receipt-rehearsal/3"}', 'this version reads "receipt-rehearsal/2"'],
    ['is of format 1', () => '{"format": "receipt-rehearsal/1"}', 'Run the rehearsal again with this version'],
    ['is of no rules', () => renderJson({ ...rehearsal, rules: { version: 0 } }), 'At rules.version, 0 must be'],
  ])('as it %s says so, and its hashes are checked all the same', async (_, text, says) => {
    const verified = await rewritten(text());
    expect(found(verified)).toEqual({ exitCode: 2, hashes: ['rehearsal.json'] });
    expect(cannotOf(verified).join()).toContain(says);
  });

  test('because other rules evaluated it names the version to use', async () => {
    const verified = await verifyReportFolder(
      writeTestReportFolder(folder.path('other-rules'), {
        ...rehearsal,
        rules: { version: 99 },
        tool: { name: 'receipt-rehearsal', version: '9.1.0' },
      }),
      undefined,
    );
    expect(found(verified)).toEqual({ exitCode: 2 });
    expect(cannotOf(verified)).toEqual([
      `The report was evaluated by version 99 of the rules, but this is version ${rulesVersion}: its verdicts cannot be ` +
        'recomputed here. Use receipt-rehearsal 9.1.0, which wrote it.',
    ]);
    expect(verified.verification.hashes.isDone).toBe(true);
    expect(notesOf(verified)).toContain('Made by receipt-rehearsal "9.1.0"');
  });

  test('because it is redacted is reported', async () => {
    const verified = await verifyReportFolder(
      writeTestReportFolder(folder.path('redacted'), { ...rehearsal, redacted: true }),
      undefined,
    );
    expect(found(verified)).toEqual({ exitCode: 2 });
    expect(cannotOf(verified).join()).toContain('The report is redacted');
  });

  test('as it is not there is an error that names the place', async () => {
    await expect(verifyReportFolder(folder.path('nowhere', 'rehearsal.json'), undefined)).rejects.toThrow(
      /cannot read .*nowhere.rehearsal\.json/,
    );
  });
});

test('a rehearsal without scenarios is invalid', async () => {
  const none = structuredClone(rehearsal);
  Object.assign(none, { scenarios: [], exchanges: [] });
  none.settings.scenarios = [];
  for (const verdict of verdicts) none.counts[verdict] = 0;
  const verified = await verifyReportFolder(writeTestReportFolder(folder.path('nothing'), none), undefined);
  expect(found(verified)).toEqual({ exitCode: 1, consistency: ['scenarios'] });
});
