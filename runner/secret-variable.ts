/** Holds the secret of the client that is there out of the box. On a command line, everybody on the machine would see it. */
export const secretVariable = 'REHEARSAL_CLIENT_SECRET';
