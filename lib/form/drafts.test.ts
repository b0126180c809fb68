import { describe, expect, it } from 'vitest'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import { createDrafts } from './drafts'

type Put = { ok: true } | { ok: false; error: { code: string; retryAllowed?: boolean } }

const step: CustomerStep = {
  ...{ id: 'step-1', code: 'personal', title: 'Personal', level: 1, required: true, status: 'required' },
  ...{
    form_schema: {},
    template_version: 1,
    documents: [],
    verified: {},
    rejection: null,
    question: null,
    decided_at: null,
  },
  ...{ draft: { first_name: 'Ad' }, answers: null, correctable: false, submission: 0, submitted_at: null },
  submitted_by: 'customer',
}

/** Drafts with a server whose responses the test controls. */
function openDrafts() {
  const asked: { answers: Answers; keepalive: boolean; answer: (result: Put) => void }[] = []
  const drafts = createDrafts<Put>(
    (_, answers, { keepalive }) => new Promise((answer) => void asked.push({ answers, keepalive, answer })),
  )
  const answer = async (result: Put) => {
    asked.at(-1)?.answer(result)
    // Lets whatever waits for this response continue.
    await new Promise((done) => setTimeout(done))
  }
  return { drafts, asked, answer }
}

const refused = (code: string, retryAllowed = false): Put => ({ ok: false, error: { code, retryAllowed } })

describe('the drafts of a page', () => {
  it('prefer the last typed answers to those from the server', () => {
    const { drafts } = openDrafts()
    expect(drafts.latest(step)).toEqual({ first_name: 'Ad' })
    drafts.remember(step, { first_name: 'Ada' })
    expect(drafts.latest(step)).toEqual({ first_name: 'Ada' })
    expect(drafts.state(step.id)).toBe('unsaved')
  })

  it('give way to answers that were submitted later, here or elsewhere', () => {
    const { drafts } = openDrafts()
    drafts.remember(step, { first_name: 'Ada' })
    const submitted = { ...step, draft: null, answers: { first_name: 'Grace' }, submitted_at: '2026-01-01T12:00:00Z' }
    expect(drafts.latest(submitted)).toEqual({ first_name: 'Grace' })
    drafts.forget(step.id)
    expect(drafts.state(step.id)).toBe('none')
  })

  it('are saved once, and again only after a change', async () => {
    const { drafts, asked, answer } = openDrafts()
    drafts.remember(step, { first_name: 'Ada' })
    const saved = drafts.save(step.id, {})
    await answer({ ok: true })
    expect(await saved).toEqual({ ok: true })
    expect(drafts.state(step.id)).toBe('saved')
    expect(await drafts.save(step.id, {})).toBeNull()
    expect(asked).toHaveLength(1)
  })

  it('are sent one at a time, because the last one to arrive wins', async () => {
    const { drafts, asked, answer } = openDrafts()
    drafts.remember(step, { first_name: 'A' })
    void drafts.save(step.id, {})
    drafts.remember(step, { first_name: 'Ada' })
    void drafts.save(step.id, {})
    expect(asked).toHaveLength(1)
    await answer({ ok: true })
    expect(asked.map(({ answers }) => answers)).toEqual([{ first_name: 'A' }, { first_name: 'Ada' }])
  })

  it('of different steps do not wait for each other', () => {
    const { drafts, asked } = openDrafts()
    for (const id of ['step-1', 'step-2']) {
      drafts.remember({ ...step, id }, { first_name: id })
      void drafts.save(id, {})
    }
    expect(asked).toHaveLength(2)
  })

  it('are sent at once when the page is closed', () => {
    const { drafts, asked } = openDrafts()
    drafts.remember(step, { first_name: 'A' })
    void drafts.save(step.id, {})
    drafts.remember(step, { first_name: 'Ada' })
    void drafts.save(step.id, { keepalive: true, atOnce: true })
    expect(asked.map(({ keepalive }) => keepalive)).toEqual([false, true])
  })

  it('stay unsaved after a transient failure, and are dropped when the step no longer accepts answers', async () => {
    const { drafts, answer } = openDrafts()
    drafts.remember(step, { first_name: 'Ada' })
    for (const passing of [refused('NETWORK'), refused('INTERNAL', true)]) {
      void drafts.save(step.id, {})
      await answer(passing)
      expect(drafts.state(step.id)).toBe('unsaved')
    }
    void drafts.save(step.id, {})
    await answer(refused('CONFLICT'))
    expect(drafts.state(step.id)).toBe('none')
  })

  it('keep what was typed while a refusal was in flight', async () => {
    const { drafts, answer } = openDrafts()
    drafts.remember(step, { first_name: 'A' })
    void drafts.save(step.id, {})
    drafts.remember(step, { first_name: 'Ada' })
    await answer(refused('CONFLICT'))
    expect(drafts.latest(step)).toEqual({ first_name: 'Ada' })
  })

  it('are replaced by generated answers once the server has saved those', async () => {
    const { drafts, answer } = openDrafts()
    const replaced = drafts.replace(step, { has_passport: false })
    expect(drafts.state(step.id)).toBe('none')
    await answer({ ok: true })
    expect(await replaced).toEqual({ ok: true })
    expect([drafts.latest(step), drafts.state(step.id)]).toEqual([{ has_passport: false }, 'saved'])
  })

  it('of two pages are independent', () => {
    const [one, other] = [openDrafts().drafts, openDrafts().drafts]
    one.remember(step, { first_name: 'Ada' })
    expect(other.state(step.id)).toBe('none')
  })
})
