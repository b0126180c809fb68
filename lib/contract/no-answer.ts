/** The error of a client that gets no answer. Not in the table of error codes, because no server sends it. */
export const NO_ANSWER = { code: 'NETWORK', message: 'No answer from the server.', retryAllowed: true } as const
