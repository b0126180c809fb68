import { Socket } from 'node:net'
import { ENDING, type ScriptLimits, startScript } from './child'
import { limitConcurrency } from './concurrency-limit'
import { UNAVAILABLE } from './frames.mjs'

type Child = ReturnType<typeof startScript>

/** A child that has had nothing to do for so long is ended: what it loaded fills memory. */
const IDLE_MS = 30_000
/** What an answer took of the processor, what memory the child holds after it, and the answer's length. */
const HEAD_BYTES = 12

/** Why there is no answer: the child failed or exceeded its limits, gave none in time, or cannot start on this system. */
export type Failure = 'failed' | 'late' | 'unavailable'
/** An answer, what it took of the child's processor, in milliseconds, and what memory the child holds after it. */
export type Answer = { readonly bytes: Buffer; readonly processorMs: number; readonly heldMb: number }
/** A child that holds more than `renewAboveMb` after an answer makes room for another: what it works with piles up. */
type WarmLimits = ScriptLimits & { renewAboveMb: number }

/**
 * Answers a request, in turn. After a failure the next request gets another child. `longestMs` is by the clock, from the
 * request's turn on: for a child that hangs. One that is busy is ended by what it uses of the processor, and one that
 * gets little of it has to be waited for; so it should be far more than a request ever takes.
 */
export type Ask = (request: Buffer, longestMs: number) => Promise<Answer | Failure>

/**
 * Runs a script from this folder in a child process of its own that stays for further requests: loading a model takes
 * longer than using it. Requests and answers are preceded by their length (frames.mjs); the script watches over its
 * limits itself (watch.mjs). It ends at once when this process is asked to stop: nobody waits for it.
 */
export function warmChild(script: string, limits: WarmLimits): Ask {
  const inTurn = limitConcurrency(1)
  let running: Child | undefined
  let idle: NodeJS.Timeout | undefined
  ENDING.addEventListener('abort', () => running?.kill('SIGKILL'))

  function start(): Child {
    const child = startScript(script, limits, [], {})
    child.once('close', () => forget(child))
    return child
  }

  /** The next request gets another one. */
  function forget(child: Child): void {
    if (running === child) running = undefined
  }

  function end(child: Child): void {
    child.kill('SIGKILL')
    forget(child)
  }

  return (request, longestMs) =>
    inTurn(async () => {
      clearTimeout(idle)
      if (ENDING.aborted) return 'failed'
      running ??= start()
      const child = running
      hold(child)
      const answer = await exchange(child, request, longestMs)
      if (typeof answer === 'string' || answer.heldMb > limits.renewAboveMb) end(child)
      else {
        letGo(child)
        idle = setTimeout(() => end(child), IDLE_MS).unref()
      }
      return answer
    })
}

function exchange(child: Child, request: Buffer, longestMs: number): Promise<Answer | Failure> {
  const { stdin, stdout } = child
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve('failed')
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const timer = setTimeout(() => done('late'), longestMs)
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size < HEAD_BYTES) return
      const whole = Buffer.concat(chunks)
      const [processorMs, heldMb, length] = [whole.readUInt32BE(0), whole.readUInt32BE(4), whole.readUInt32BE(8)]
      if (size >= HEAD_BYTES + length) done({ bytes: whole.subarray(HEAD_BYTES), processorMs, heldMb })
    }
    const onError = () => done('failed')
    const onClose = (code: number | null) => done(code === UNAVAILABLE ? 'unavailable' : 'failed')
    function done(answer: Answer | Failure) {
      clearTimeout(timer)
      stdout.off('data', onData)
      child.off('error', onError).off('close', onClose)
      resolve(answer)
    }
    stdout.on('data', onData)
    child.once('error', onError).once('close', onClose)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(request.length)
    stdin.write(length)
    stdin.write(request)
  })
}

/** While it is asked something this process waits for it; otherwise it keeps none from ending. */
function hold(child: Child): void {
  for (const end of [child, child.stdin, child.stdout]) if (end instanceof Socket || end === child) end.ref()
}

function letGo(child: Child): void {
  for (const end of [child, child.stdin, child.stdout]) if (end instanceof Socket || end === child) end.unref()
}
