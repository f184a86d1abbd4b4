import { verdictSummary } from '../../../reports/text/verdict-summary.ts';
import { layoutOf, type PageContext } from '../layout.ts';

/** The report so far: to read, to take away, and to write where `rehearse watch` would on Ctrl-C. */
export function reportPage(
  visit: PageContext,
  folder: string | undefined,
  done: { text: string; files: readonly string[] },
) {
  const { links, snapshot } = visit;
  return {
    frame: layoutOf(visit, { title: 'Report', name: 'report', isLive: true }),
    done,
    answer: verdictSummary([...snapshot.results]),
    count: snapshot.exchanges.length === 1 ? '1 exchange' : `${snapshot.exchanges.length} exchanges`,
    html: links.reportFile('report.html'),
    htmlToKeep: links.reportFile('report.html', { keep: 'yes' }),
    json: links.reportFile('rehearsal.json'),
    folder: folder ?? '',
    action: links.post('/report'),
  };
}
