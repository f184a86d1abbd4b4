import { answer } from '../../reports/answer.ts';
import { frameOf, type Visit } from './frame.ts';

/** The report so far: to read, to take away, and to write where `rehearse watch` would on Ctrl-C. */
export function reportView(visit: Visit, folder: string | undefined, done: { text: string; files: readonly string[] }) {
  const { links, reading } = visit;
  return {
    frame: frameOf(visit, { title: 'Report', name: 'report', isLive: true }),
    done,
    answer: answer([...reading.results]),
    count: reading.exchanges.length === 1 ? '1 exchange' : `${reading.exchanges.length} exchanges`,
    html: links.reportFile('report.html'),
    htmlToKeep: links.reportFile('report.html', { keep: 'yes' }),
    json: links.reportFile('rehearsal.json'),
    folder: folder ?? '',
    action: links.post('/report'),
  };
}
