import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Fault, KycError } from '@/lib/contract/errors'
import { NAUGHTY } from '@/lib/testing/naughty-strings'
import { createLog } from './log'

const CANARY = 'Zorvathine'

function openLog() {
  const lines: Record<string, unknown>[] = []
  const log = createLog({ requestId: () => 'request-1', write: (line) => lines.push(JSON.parse(line)) })
  /** The line of an error. */
  const told = (err: unknown) => {
    log.error({ err }, 'failed')
    return lines.at(-1)?.err
  }
  return { lines, log, told }
}

async function caught(work: () => unknown): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

describe('a line of the log', () => {
  it('has the fields of a closed list, in their shapes, and says how many it left out', () => {
    const { lines, log } = openLog()
    log.warn(
      { code: 'TOKEN_USED', status: 403, customer: CANARY, token: CANARY, ms: 'soon', brand: 'a\u202eb' },
      'refused',
    )
    expect(lines).toEqual([
      {
        ...{ level: 40, time: expect.any(Number), name: 'inapp-kyc', requestId: 'request-1' },
        ...{ code: 'TOKEN_USED', status: 403, left_out: 4, msg: 'refused' },
      },
    ])
  })

  it('is one line, whatever stands in it', () => {
    const written: string[] = []
    createLog({ write: (line) => written.push(line) }).info({}, 'a\r\n{"level":50,"msg":"forged"}\u2028\u001b[31m')
    expect(written).toHaveLength(1)
    const line = written[0] ?? ''
    expect([...line].filter((letter) => letter < ' ')).toEqual(['\n'])
    expect(JSON.parse(line)).toMatchObject({ level: 30 })
  })
})

describe('a naughty string', () => {
  it('makes no second line, no field, and no escape', () => {
    const written: string[] = []
    const log = createLog({ write: (line) => written.push(line) })
    for (const [, text] of NAUGHTY) {
      log.warn({ code: text, route: text, kind: text, err: new Fault(text), [text]: text }, text)
    }
    expect(written).toHaveLength(NAUGHTY.length)
    for (const [i, line] of written.entries()) {
      const { level, msg, code, left_out } = JSON.parse(line)
      expect([line.indexOf('\n'), level, msg]).toEqual([line.length - 1, 40, NAUGHTY[i]?.[1]])
      expect([...line.slice(0, -1)].filter((letter) => letter < ' ')).toEqual([])
      expect(code === undefined || /^[A-Z_]+$/.test(code)).toBe(true)
      expect(left_out).toBeGreaterThan(0)
    }
  })
})

describe('an error in the log', () => {
  it('has its type and where it was thrown, and never what a parser, a database or a mail server said', async () => {
    const { told } = openLog()
    const foreign: unknown[] = [
      await caught(() => JSON.parse(CANARY)),
      await caught(() => new URL(CANARY)),
      await caught(() => z.object({ name: z.literal('x') }).parse({ name: CANARY, [CANARY]: 1 })),
      await caught(() => new Headers({ 'x-a': `${CANARY}\u0000` })),
      Object.assign(new Error(`duplicate key ${CANARY}`), {
        code: '23505',
        detail: `Key (email)=(${CANARY})`,
        table: 'profiles',
      }),
      Object.assign(new Error(`550 ${CANARY}`), { responseCode: 550, response: `550 ${CANARY}`, command: 'RCPT TO' }),
      new KycError('VERIFICATION_REJECTED', { message: CANARY, reason: CANARY, cause: new Error(CANARY) }),
      Object.assign(new Error('x'), {
        name: CANARY.toLowerCase(),
        code: `no ${CANARY}`,
        stack: `x\n    at ${CANARY} says so`,
      }),
      new Error(`two\n    at ${CANARY} (file.ts:1:1)`),
      CANARY,
      { message: CANARY },
    ]
    for (const error of foreign) {
      expect(JSON.stringify(told(error))).not.toMatch(new RegExp(CANARY, 'i'))
    }
    expect(told(foreign[4])).toMatchObject({ type: 'Error', code: '23505', table: 'profiles' })
    expect(told(foreign[5])).toMatchObject({ responseCode: 550, command: 'RCPT TO' })
    expect(told(foreign[6])).toMatchObject({
      type: 'KycError',
      code: 'VERIFICATION_REJECTED',
      cause: { type: 'Error' },
    })
    expect(told(foreign[2])).toMatchObject({ type: 'ZodError', issues: ['name: invalid_value'] })
    expect(told(foreign[9])).toEqual({ type: 'string' })
  })

  it('says which server could not be reached, and what we say of it ourselves', async () => {
    const { told } = openLog()
    const refused = await new Promise((resolve) => connect(1, '127.0.0.1').once('error', resolve))
    const cause = new TypeError('fetch failed', { cause: refused })
    expect(told(new Fault('The backend did not answer', { cause }))).toMatchObject({
      ...{ type: 'Error', message: 'The backend did not answer' },
      cause: { type: 'TypeError', cause: { code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 1 } },
    })
  })

  it('names places in the code', async () => {
    const { told } = openLog()
    const { stack } = told(new Error(CANARY)) as { stack: string[] }
    expect(stack[0]).toMatch(/log\.test\.ts:\d+:\d+\)?$/)
    expect(stack.length).toBeLessThanOrEqual(12)
  })

  it('that causes itself ends', () => {
    const { told } = openLog()
    const error = new Error('round')
    error.cause = error
    expect(JSON.stringify(told(error)).match(/"cause"/g)).toHaveLength(4)
  })
})
