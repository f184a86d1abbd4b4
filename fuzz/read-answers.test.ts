import { expect, test } from 'vitest';
import { readAnswers } from './read-answers.ts';

const read = (text: string, isHead = false) => readAnswers(Buffer.from(text, 'utf8'), isHead);

test('responses are read one after the other, by their length', () => {
  const two =
    'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-A: 1\r\nx-a: 2\r\n\r\n£1HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n';
  const { answers, rest } = read(two);
  expect(answers).toEqual([
    { status: 200, headers: { 'content-length': '3', 'x-a': '1, 2' }, body: '£1' },
    { status: 404, headers: { 'content-length': '0' }, body: '' },
  ]);
  expect(rest.length).toBe(0);
});

test('and by their chunks', () => {
  const { answers } = read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n3\r\ncde\r\n0\r\n\r\n');
  expect(answers.map(({ body }) => body)).toEqual(['abcde']);
});

test.each([
  ['HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab'],
  ['HTTP/1.1 200 OK\r\ncontent-le'],
  ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n'],
  ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab\r\n'],
])('%j is no whole answer yet', (text) => {
  expect(read(text).answers).toEqual([]);
  expect(read(text).rest.length).toBe(text.length);
});

test('a response to HEAD has no body, whatever its length says; an interim one is left out', () => {
  expect(read('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n', true).answers).toHaveLength(1);
  expect(read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n').answers).toEqual([
    { status: 204, headers: {}, body: '' },
  ]);
});

test('an invalid status line has the status 0', () => {
  expect(read('HTTP/9 999\r\n\r\n').answers).toEqual([{ status: 0, headers: {}, body: '' }]);
});
