import type { Row } from './row.ts';
import { bareFastify, nodeHttp } from './rows/constant-servers.ts';
import { expressOpenapiValidator } from './rows/express-openapi-validator.ts';
import { mockInMemory, packagedMock } from './rows/packaged-mock.ts';
import { prismAsItComes, quietPrism } from './rows/prism.ts';
import { sharedMocks } from './rows/shared-mocks.ts';
import { wireMockJustStarted, wireMockWarm } from './rows/wiremock.ts';

/** Every row, in the order of the table. */
export const rows: readonly Row[] = [
  packagedMock,
  mockInMemory,
  sharedMocks,
  prismAsItComes,
  quietPrism,
  expressOpenapiValidator,
  wireMockJustStarted,
  wireMockWarm,
  bareFastify,
  nodeHttp,
];

/** The rows of `--quick`: enough to see whether a change helped. */
export const quickRows: readonly string[] = [packagedMock.id, bareFastify.id, nodeHttp.id];
