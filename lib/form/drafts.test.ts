import { describe, expect, it } from 'vitest'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import { createDrafts, type Merge } from './drafts'
import { mergeAnswers } from './merge-answers'

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
    removed: [],
    decided_at: null,
  },
  ...{
    draft: { first_name: 'Ad' },
    answers: null,
    correctable: false,
    mergeable: true,
    submission: 0,
    submitted_at: null,
  },
  submitted_by: 'customer',
}

/** Drafts with a server whose responses the test controls. */
function openDrafts() {
  const asked: { answers: Answers; keepalive: boolean; base?: Answers | undefined; answer: (result: Put) => void }[] =
    []
  const drafts = createDrafts<Put>(
    (_, answers, { keepalive, base }) => new Promise((answer) => void asked.push({ answers, keepalive, base, answer })),
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

describe('one step on two pages', () => {
  /** A server that merges, and two pages that were drawn from the same draft. */
  function openPages() {
    let held: Answers = { first_name: 'Ad' }
    let version = 1
    const server = async (_: string, answers: Answers, { base = {} }: { base?: Answers | undefined }) => {
      const { answers: draft, overwritten } = mergeAnswers(base, answers, held)
      held = draft
      version += 1
      return { ok: true, value: { version, draft, overwritten } } as const
    }
    const openPage = () => {
      const drafts = createDrafts(server)
      const told: Merge[] = []
      drafts.listen(step, (merge) => void told.push(merge))
      const type = async (answers: Answers) => {
        drafts.remember(step, answers)
        await drafts.save(step.id, {})
      }
      const look = (at = version) => drafts.receive(step, held, at)
      return { drafts, told, type, look }
    }
    return { one: openPage(), other: openPage(), held: () => held }
  }

  it('keeps what was typed into different fields, and brings it to the other page', async () => {
    const { one, other, held } = openPages()
    await one.type({ first_name: 'Ada' })
    await other.type({ first_name: 'Ad', last_name: 'Byron' })
    expect(held()).toEqual({ first_name: 'Ada', last_name: 'Byron' })
    expect(other.told).toEqual([{ answers: held(), taken: ['first_name'], kept: {} }])
    expect(other.drafts.latest(step)).toEqual(held())
    one.look()
    expect(one.drafts.latest(step)).toEqual(held())
  })

  it('keeps what was typed last into the same field, and says so', async () => {
    const { one, other, held } = openPages()
    await one.type({ first_name: 'Ada' })
    await other.type({ first_name: 'Eve' })
    expect(held()).toEqual({ first_name: 'Eve' })
    expect(other.told).toMatchObject([{ taken: [], kept: { first_name: 'Ada' } }])
    one.look()
    expect(one.told).toMatchObject([{ taken: ['first_name'], kept: {} }])
    expect(one.drafts.latest(step)).toEqual({ first_name: 'Eve' })
  })

  it('says nothing of what this page itself has sent, and takes nothing older for news', async () => {
    const { one, held } = openPages()
    one.drafts.remember(step, { first_name: 'A' })
    const first = one.drafts.save(step.id, {})
    one.drafts.remember(step, { first_name: 'B' })
    await Promise.all([first, one.drafts.save(step.id, { atOnce: true })])
    expect(held()).toEqual({ first_name: 'B' })
    one.drafts.receive(step, { first_name: 'A' }, 2)
    one.drafts.receive(step, { first_name: 'Ad' }, 1)
    expect(one.told).toEqual([])
    expect(one.drafts.latest(step)).toEqual({ first_name: 'B' })
  })

  it.each([
    ['sends what it was typed over', true, [{ first_name: 'Ad' }, { first_name: 'Ada' }]],
    ['sends nothing new to a backend that merges nothing', false, [undefined, undefined]],
  ])('%s', async (_, mergeable, bases) => {
    const { drafts, asked, answer } = openDrafts()
    const typed: Answers[] = [{ first_name: 'Ada' }, { first_name: 'Ada', last_name: 'B' }]
    for (const answers of typed) {
      drafts.remember({ ...step, mergeable }, answers)
      void drafts.save(step.id, {})
      await answer({ ok: true })
    }
    expect(asked.map(({ base }) => base)).toEqual(bases)
  })

  it('says nothing of its own answers when the answer to them was lost', async () => {
    let held: Answers = { first_name: 'Ad' }
    const drafts = createDrafts(async (_, answers, { base = {} }) => {
      const merged = mergeAnswers(base, answers, held)
      held = merged.answers
      if (answers.first_name === 'A') return { ok: false, error: { code: 'NETWORK' } }
      return { ok: true, value: { version: 2, draft: held, overwritten: merged.overwritten } }
    })
    const told: Merge[] = []
    drafts.listen(step, (merge) => void told.push(merge))
    for (const first_name of ['A', 'Ada']) {
      drafts.remember(step, { first_name })
      await drafts.save(step.id, {})
    }
    expect([told, held]).toEqual([[], { first_name: 'Ada' }])
  })

  it('keeps what was typed while others submitted it, over what they submitted', async () => {
    const { one, other, held } = openPages()
    other.drafts.remember(step, { first_name: 'Ad', nickname: 'Countess' })
    await one.type({ first_name: 'Ada' })
    const submitted = { ...step, draft: null, answers: held(), submitted_at: '2026-01-01T12:00:00Z' }
    const told: Merge[] = []
    other.drafts.listen(submitted, (merge) => void told.push(merge))
    await other.drafts.save(step.id, {})
    expect(held()).toEqual({ first_name: 'Ada', nickname: 'Countess' })
    expect(told).toEqual([{ answers: held(), taken: ['nickname'], kept: {} }])
  })
})
