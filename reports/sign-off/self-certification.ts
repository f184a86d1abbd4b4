import { join } from 'node:path';
import { mapStrings } from '../../spec/json.ts';
import { stylesWith } from '../html/styles.ts';
import { templatesIn } from '../html/templates.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { type FolderFacts, pages, type ReportFile, type ReportFormat } from '../report-format.ts';
import { escapeControls } from '../text/escape.ts';
import { markdownText } from '../text/markdown.ts';
import { type Certificate, type Confirmation, certificateOf } from './certificate.ts';

const page = pages.certificate;
const markdownFile = 'self-certification.md';
const templates = templatesIn(join(import.meta.dirname, 'templates'));
const styles = stylesWith('certificate.css');

/** Writes the vendor's self-certification as a page to print and sign, and the same as Markdown. */
function renderSelfCertification(rehearsal: Rehearsal, folder?: FolderFacts): ReportFile[] {
  const certificate = certificateOf(rehearsal, folder);
  return [
    {
      name: page,
      text: templates.render('self-certification.njk', {
        certificate: mapStrings(certificate, escapeControls),
        styles,
      }),
    },
    { name: markdownFile, text: markdownOf(certificate) },
  ];
}

function markdownOf(certificate: Certificate): string {
  const { title, answer, lead, redacted, confirmation, versions, whatThisIsNot, attribution } = certificate;
  return [
    `# ${line(title)}`,
    '',
    `**${answer}.** ${line(lead)}`,
    '',
    ...paragraph(redacted),
    ...section('What stands in the way', blockerList(certificate)),
    ...section(
      'Facts',
      tableOf(
        ['Fact', ''],
        certificate.facts.map(({ term, text }) => [term, text]),
      ),
    ),
    ...(confirmation === null ? [] : section('Confirmation', confirmationPart(confirmation))),
    ...section('Left out, and what that means for customers', leftOutList(certificate)),
    ...section('Scenarios of production approval', scenarioTable(certificate)),
    ...section('Declared by the vendor', dutyList(certificate)),
    ...section('How to check this', checkSteps(certificate)),
    `What this is not: ${whatThisIsNot}`,
    '',
    `Written by ${line(versions)}. ${attribution.text} [${attribution.licence}](${attribution.url}).`,
    '',
  ].join('\n');
}

/** Returns nothing for a section that has nothing in it. */
function section(heading: string, content: readonly string[]): string[] {
  return content.length === 0 ? [] : [`## ${heading}`, '', ...content, ''];
}

function paragraph(text: string): string[] {
  return text === '' ? [] : [line(text), ''];
}

function blockerList({ blockers, blockersLeft }: Certificate): string[] {
  const items = blockers.map(({ about, text }) => `- **${line(about)}.** ${line(text)}`);
  return blockersLeft === '' ? items : [...items, '', line(blockersLeft)];
}

function confirmationPart({ instruction, statements, signature, caution }: Confirmation): string[] {
  return [
    instruction,
    '',
    ...statements.map((text) => `- [ ] ${line(text)}`),
    '',
    ...tableOf(
      ['For the person who signs', ''],
      signature.map(({ term, text }) => [term, text]),
    ),
    '',
    caution,
  ];
}

function leftOutList({ leftOut, leftOutMeaning }: Certificate): string[] {
  if (leftOut.length === 0) return [];
  const items = leftOut.map(({ meaning, reason, evidence, scenario }) => {
    const seen = evidence === '' ? 'none is given.' : line(evidence);
    return `- ${line(meaning)} Reason: ${line(reason)} Evidence: ${seen} Scenario: ${line(scenario)}.`;
  });
  return [leftOutMeaning, '', ...items];
}

function scenarioTable({ scenarios }: Certificate): string[] {
  if (scenarios.length === 0) return [];
  return tableOf(
    ['What the product had to show', 'In the rehearsal', 'External test environment (fill in)'],
    scenarios.map(({ id, title, sign, label }) => [`${title} (${id})`, `${sign} ${label}`, '']),
  );
}

function dutyList({ duties, dutiesMeaning }: Certificate): string[] {
  if (duties.length === 0) return [];
  const items = duties.map(({ question, answer, evidence }) => {
    const given = answer === '' ? '**Not answered.**' : line(answer);
    const seen = evidence === '' ? '' : ` Evidence: ${line(evidence)}`;
    return `- ${line(question)} ${given}${seen}`;
  });
  return [dutiesMeaning, '', ...items];
}

function checkSteps({ check }: Certificate): string[] {
  const steps = check.steps.map(({ text, command }, index) => {
    return `${index + 1}. ${text}${command === '' ? '' : ` \`${command}\``}`;
  });
  const signature = check.fingerprint === '' ? check.signature : `${check.signature} \`${check.fingerprint}\``;
  return [...steps, '', check.meaning, '', signature];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = rows.map((cells) => `| ${cells.map(line).join(' | ')} |`);
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines];
}

/** Escapes a text of the certificate, which is cut already. */
function line(text: string): string {
  return markdownText(text, Number.POSITIVE_INFINITY);
}

export const cert = {
  file: page,
  purpose: 'the person who signs: the confirmation with the facts filled in, or what blocks a signature',
  when: 'usual',
  remarks: 'all',
  files: renderSelfCertification,
  owns: (name: string) => name === page || name === markdownFile,
} as const satisfies ReportFormat;
