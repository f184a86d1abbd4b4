import type { FastifyInstance } from 'fastify';
import { renderHtml, reportPolicy } from '../../../reports/html/html.ts';
import { renderJson } from '../../../reports/json.ts';
import type { Rehearsal } from '../../../reports/rehearsal.ts';
import { verdictSummary } from '../../../reports/text/verdict-summary.ts';
import { UsageError } from '../../cli/exit-codes.ts';
import { watchedRehearsal } from '../../watch/build-watched-rehearsal.ts';
import {
  type Board,
  boardPrefix,
  layoutOf,
  type PageContext,
  PageProblem,
  pageContextOf,
  sendPage,
  textOf,
} from '../layout.ts';

/** Inline styles, and no script but the page's own. */
const policyOfReport = `${reportPolicy}; frame-ancestors 'none'`;

/** Registers the pages of the current report. */
export function reportPages(pages: FastifyInstance, board: Board): void {
  const { report } = board;

  pages.get(`${boardPrefix}/report`, async (request, reply) => {
    return sendPage(
      reply,
      'report.njk',
      reportPage(await pageContextOf(request, board), report?.folder, { text: '', files: [] }),
    );
  });

  pages.post(`${boardPrefix}/report`, async (request, reply) => {
    if (report === undefined)
      throw new PageProblem(404, 'This mock has no report folder. Use rehearse watch to write reports.');
    const done = await writeReport(report.write);
    const view = reportPage(await pageContextOf(request, board), report.folder, done);
    return sendPage(reply.code(done.files.length === 0 ? 400 : 200), 'report.njk', view);
  });

  pages.get(`${boardPrefix}/report/report.html`, async (request, reply) => {
    const text = renderHtml(rehearsalSoFar(await pageContextOf(request, board), board));
    const isToKeep = textOf(request.query, 'keep') !== '';
    if (isToKeep) reply.header('content-disposition', 'attachment; filename="report.html"');
    return reply.header('content-security-policy', policyOfReport).type('text/html; charset=utf-8').send(text);
  });

  pages.get(`${boardPrefix}/report/rehearsal.json`, async (request, reply) => {
    const text = renderJson(rehearsalSoFar(await pageContextOf(request, board), board));
    reply.header('content-disposition', 'attachment; filename="rehearsal.json"');
    return reply.type('application/json; charset=utf-8').send(text);
  });
}

function rehearsalSoFar({ snapshot }: PageContext, { startedAt, suite, contract }: Board): Rehearsal {
  const { results, exchanges } = snapshot;
  return watchedRehearsal({ startedAt, suite, contract, results, exchanges });
}

/** Returns a message if the user must fix the folder, for example its permissions. */
async function writeReport(
  write: () => Promise<readonly string[]>,
): Promise<{ text: string; files: readonly string[] }> {
  try {
    return { text: 'The report has been written.', files: await write() };
  } catch (error) {
    if (error instanceof UsageError) return { text: error.message, files: [] };
    throw error;
  }
}

/** Returns the page that reads, downloads and writes the report, as `rehearse watch` does on Ctrl-C. */
function reportPage(
  context: PageContext,
  folder: string | undefined,
  done: { text: string; files: readonly string[] },
) {
  const { links, snapshot } = context;
  return {
    layout: layoutOf(context, { title: 'Report', name: 'report', isLive: true }),
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
