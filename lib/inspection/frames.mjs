// The other end of warm-child.ts: requests from standard input and answers to standard output, each preceded by its
// length in 4 bytes. Before an answer's length stand what it took of the processor, in milliseconds, and what memory the
// script holds after it, in megabytes, each in 4 bytes.

/** How a script ends that can never start on this system: `EX_UNAVAILABLE` of sysexits. */
export const UNAVAILABLE = 69

/** Answers one request after another, until there are no more. */
export async function answerRequests(answer) {
  let waiting = Buffer.alloc(0)
  for await (const chunk of process.stdin) {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32BE(0)) {
      const end = 4 + waiting.readUInt32BE(0)
      const before = process.cpuUsage()
      const bytes = await answer(waiting.subarray(4, end))
      const { user, system } = process.cpuUsage(before)
      const head = Buffer.alloc(12)
      head.writeUInt32BE(Math.round((user + system) / 1_000))
      head.writeUInt32BE(Math.round(process.memoryUsage.rss() / 2 ** 20), 4)
      head.writeUInt32BE(bytes.length, 8)
      process.stdout.write(Buffer.concat([head, bytes]))
      waiting = waiting.subarray(end)
    }
  }
}
