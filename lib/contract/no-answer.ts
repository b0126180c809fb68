/** What a client makes of no answer at all. It crosses no wire, and stands apart from the table of what does. */
export const NO_ANSWER = { code: 'NETWORK', message: 'No answer from the server.', retryAllowed: true } as const
