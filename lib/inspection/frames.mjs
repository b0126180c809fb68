// The other end of warm-child.ts: requests from standard input and answers to standard output, each preceded by its
// length in 4 bytes.

/** How a script ends that can never start on this system: `EX_UNAVAILABLE` of sysexits. */
export const UNAVAILABLE = 69

/** Answers one request after another, until there are no more. */
export async function answerRequests(answer) {
  let waiting = Buffer.alloc(0)
  for await (const chunk of process.stdin) {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32BE(0)) {
      const end = 4 + waiting.readUInt32BE(0)
      const bytes = await answer(waiting.subarray(4, end))
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      process.stdout.write(Buffer.concat([length, bytes]))
      waiting = waiting.subarray(end)
    }
  }
}
