import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

// Nobody waits here for the disk: writers go on beside a passive checkpoint.
const database = new DatabaseSync(String(workerData), { timeout: 0 });
database.exec('PRAGMA synchronous = NORMAL');
parentPort?.on('message', () => {
  try {
    database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
    parentPort?.postMessage('done');
  } catch {
    // A disk that is full, say: requests tell of it, and the next turn tries again.
    parentPort?.postMessage('failed');
  }
});
