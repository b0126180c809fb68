import { describe, expect, it } from 'vitest'
import type { CaseFacts } from './case-facts'
import { REGISTERED, type Registered } from './checks'
import { defineCheck } from './checks/define-check'
import { brokenChecks, runChecks } from './pipeline'

const FACTS: CaseFacts = {
  ...{ today: '2026-11-30', answers: {}, screening: { state: 'done', open: 0, listed: 0 } },
  papers: [
    {
      ...{ document_type: 'passport', country: 'FRA', max_age_months: 3 },
      sides: [{ document_id: 'a document', scan: 'clean', signals: [], shared: false }],
      ...{ zone: { state: 'missing' }, print: { state: 'none' } },
    },
  ],
}

/** All checks, of which the one of files does this. */
function withFileScan(run: () => Promise<never[]> | never[]): Registered {
  return {
    ...REGISTERED,
    'file-scan': defineCheck({ ...{ id: 'file-scan', version: 7, needs: 'file' }, longest: 30, run }),
  }
}

describe('running the checks of a case', () => {
  it.each([
    ['fails', 'CHECK_BROKEN', () => Promise.reject(new Error('No'))],
    ['never ends', 'TIMED_OUT', () => new Promise<never[]>(() => {})],
    ['says nothing', 'CHECK_BROKEN', () => []],
  ])('gives the finding of one that %s, and those of all others', async (_what, code, run) => {
    const { findings, broken } = await runChecks(FACTS, withFileScan(run))
    expect(broken).toEqual(['file-scan'])
    expect(findings.find(({ check }) => check === 'file-scan')).toMatchObject({ code, version: 7 })
    expect(findings.find(({ check }) => check === 'file-reuse')).toMatchObject({ code: 'PASSED' })
    expect(findings).toHaveLength((await runChecks(FACTS)).findings.length)
  })

  it('tells who takes too long that nobody waits any more', async () => {
    const stopped = Promise.withResolvers<void>()
    const slow = defineCheck({
      ...{ id: 'file-scan', version: 1, needs: 'file', longest: 10 },
      run: (_subject, _facts, stop) => {
        stop.addEventListener('abort', () => stopped.resolve())
        return new Promise<never[]>(() => {})
      },
    })
    await runChecks(FACTS, { ...REGISTERED, 'file-scan': slow })
    await expect(stopped.promise).resolves.toBeUndefined()
  })

  it('runs nothing of what is not there, says what could not be read, and asks nothing of a document without a zone', async () => {
    const { findings } = await runChecks(FACTS)
    const of = (check: string) => findings.filter((one) => one.check === check).map(({ code }) => code)
    expect([of('zone-answers'), of('address-age'), of('list-screening')]).toEqual([['NOT_READ'], [], ['PASSED']])
    const waiting = {
      ...FACTS,
      papers: FACTS.papers.map((paper) => ({ ...paper, zone: { state: 'waiting' } as const })),
    }
    expect((await runChecks(waiting)).findings[0]).toMatchObject({ code: 'WAITING', document_id: 'a document' })
  })

  it('says of each check of a case that could not be checked that it could not tell', async () => {
    const named = (findings: { check: string }[]) => findings.map(({ check }) => check)
    const broken = brokenChecks(FACTS)
    expect(named(broken)).toEqual(named((await runChecks(FACTS)).findings))
    expect(new Set(broken.map(({ code }) => code))).toEqual(new Set(['CHECK_BROKEN']))
  })
})
