import { pipeline, type Readable, Transform } from 'node:stream'
import { Fault } from '@/lib/contract/errors'

export const REQUEST_MS = 30_000
/** A page of a list of files, the largest answer that is no file, takes less than one. */
const ANSWER_BYTES = 8 * 1024 * 1024

/** What is read whole breaks off where it is larger than any such answer. */
function breakingOff(): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      size += chunk.byteLength
      if (size > ANSWER_BYTES) done(new Fault(`The answer is larger than ${ANSWER_BYTES} bytes`))
      else done(null, chunk)
    },
  })
}

/**
 * A step for the clients of the AWS SDK, which itself reads answers without an end in bytes or time.
 * @param streamed the commands whose answers are files, of any size; all others are bounded.
 */
export function wholeAnswers(streamed: readonly string[]) {
  return <Asked, Answered extends { response: unknown }>(
    next: (asked: Asked) => Promise<Answered>,
    { commandName = '' }: { commandName?: string },
  ) =>
    async (asked: Asked): Promise<Answered> => {
      const answered = await next(asked)
      const response = answered.response as { statusCode: number; body?: Readable }
      const isFile = streamed.includes(commandName) && response.statusCode < 300
      if (response.body && !isFile) {
        const whole = breakingOff()
        // Each byte keeps the socket's own timeout from passing.
        const late = new Fault(`The answer has not ended within ${REQUEST_MS / 1_000} s`)
        const timer = setTimeout(() => whole.destroy(late), REQUEST_MS).unref()
        response.body = pipeline(response.body, whole, () => clearTimeout(timer))
      }
      return answered
    }
}
