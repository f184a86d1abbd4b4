/** Node's own server without a framework: parses the body and sends a constant response. Takes the port. */
import { createServer, type ServerResponse } from 'node:http';
import { created, ewcCodes, refused, refusedPath } from '../answers.ts';

const listLength = Buffer.byteLength(ewcCodes);

function answer(response: ServerResponse, status: number, body: string, length: number): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': length });
  response.end(body);
}

createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    switch (request.url) {
      case '/health':
        return answer(response, 200, '{}', 2);
      case '/reference-data/ewc-codes':
        return answer(response, 200, ewcCodes, listLength);
      case '/movements/receive':
      case refusedPath: {
        JSON.parse(Buffer.concat(pieces).toString());
        const [status, body] = request.url === refusedPath ? [400, refused] : [201, created];
        return answer(response, status, body, body.length);
      }
      default:
        return answer(response, 404, '{}', 2);
    }
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
