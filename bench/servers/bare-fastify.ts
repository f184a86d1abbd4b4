/** A Fastify that parses the body and sends a constant response. Takes the port as its argument. */
import Fastify from 'fastify';
import { created, ewcCodes, refused, refusedPath } from '../answers.ts';

const json = 'application/json; charset=utf-8';
const app = Fastify({ logger: false });
app.get('/health', async () => ({ message: 'success' }));
app.post('/movements/receive', async (_request, reply) => reply.code(201).type(json).send(created));
app.post(refusedPath, async (_request, reply) => reply.code(400).type(json).send(refused));
app.get('/reference-data/ewc-codes', async (_request, reply) => reply.type(json).send(ewcCodes));
await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
