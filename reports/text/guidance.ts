import { type Guidance, regulations } from '../../spec/requirements.ts';

/** Returns what the published guide adds about a scenario, as terms and texts. */
export function guidanceFacts({ paragraphs, onFail, outOfScope }: Guidance): { term: string; text: string }[] {
  return [
    { term: 'If it fails', text: onFail },
    {
      term: 'Regulations',
      text: `${capitalised(paragraphs)} (${regulations}; other nations have equivalent provisions).`,
    },
    { term: 'Out of scope', text: outOfScope.text },
  ];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
