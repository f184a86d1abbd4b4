/** Express with a request validator for the same document. Takes the port as its argument. */
import express, { type ErrorRequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { created, ewcCodes } from '../answers.ts';
import { documentFile } from '../document-file.ts';

const app = express();
// No other server here computes a hash of its responses.
app.disable('etag');
app.use(express.json());
app.get('/health', (_request, response) => void response.json({ message: 'success' }));
app.use(
  middleware({
    apiSpec: documentFile,
    validateRequests: { allErrors: true },
    validateSecurity: false,
  }),
);
app.post('/movements/receive', (_request, response) => void response.status(201).type('json').send(created));
app.get('/reference-data/ewc-codes', (_request, response) => void response.type('json').send(ewcCodes));
const answerErrors: ErrorRequestHandler = ({ status, errors }, _request, response, _next) =>
  void response.status(status ?? 500).json({ validation: { errors } });
app.use(answerErrors);
app.listen(Number(process.argv[2]), '127.0.0.1');
