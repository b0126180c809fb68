import { describe, expect, it } from 'vitest'
import { createForm, type FormErrors } from './form-state'
import type { FormValues } from './form-values'

/** A form of two fields, of which each has to be filled in. */
function twoFields() {
  const judged: FormValues[] = []
  const form = createForm({ a: '', b: '' }, async (values): Promise<FormErrors> => {
    judged.push(values)
    return Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => (value === '' ? [[key, 'required']] : [])),
    )
  })
  return { form, judged }
}
const later = () => new Promise((resolve) => setTimeout(resolve))

describe('a form', () => {
  it('lets somebody type in peace before it is sent', async () => {
    const { form, judged } = twoFields()
    form.enter('a', 'x')
    form.enter('a', '')
    await later()
    expect(judged).toEqual([])
    expect(form.state().errors).toEqual({})
  })

  it('says what is wrong when it is sent, and from then on with each change', async () => {
    const { form } = twoFields()
    const sent: FormValues[] = []
    form.enter('b', 'y')
    await form.submit(async (values) => void sent.push(values))
    expect(form.state()).toMatchObject({ errors: { a: 'required' }, isSubmitting: false, isSubmitted: true })
    form.enter('a', 'x')
    form.enter('b', '')
    await later()
    expect(form.state().errors).toEqual({ b: 'required' })
    expect(sent).toEqual([])
  })

  it('sends the values that were judged, and is busy until they are there', async () => {
    const { form } = twoFields()
    form.put({ a: 'x', b: 'y' })
    const { promise: arrives, resolve: arrive } = Promise.withResolvers<void>()
    const sent: FormValues[] = []
    const all = form.submit(async (values) => {
      sent.push(values)
      await arrives
    })
    form.enter('a', 'z')
    await later()
    expect(sent).toEqual([{ a: 'x', b: 'y' }])
    expect(form.state().isSubmitting).toBe(true)
    arrive()
    await all
    expect(form.state()).toMatchObject({ values: { a: 'z', b: 'y' }, isSubmitting: false })
  })

  it('can be sent again after sending has failed', async () => {
    const { form } = twoFields()
    form.put({ a: 'x', b: 'y' })
    await expect(form.submit(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    expect(form.state()).toMatchObject({ isSubmitting: false, isSubmitted: true })
  })

  it('judges one part of itself without a word on the others', async () => {
    const { form } = twoFields()
    expect(await form.check(['a'])).toBe(false)
    expect(form.state().errors).toEqual({ a: 'required' })
    form.put({ a: 'x' })
    expect(await form.check(['a'])).toBe(true)
    expect(form.state().errors).toEqual({})
  })

  it('keeps what others have found wrong until that field changes', async () => {
    const { form } = twoFields()
    form.put({ a: 'x', b: 'y' })
    form.addErrors({ a: 'invalid' })
    form.enter('b', 'z')
    await later()
    expect(form.state().errors).toEqual({ a: 'invalid' })
    form.enter('a', 'w')
    await later()
    expect(form.state().errors).toEqual({})
  })

  it('knows what the person has entered from what was put in for them', () => {
    const { form } = twoFields()
    form.put({ a: 'x' })
    form.enter('b', 'y')
    expect([form.isTouched('a'), form.isTouched('b')]).toEqual([false, true])
  })

  it('tells of each change, with what was before', () => {
    const { form } = twoFields()
    const seen: unknown[] = []
    const stop = form.subscribe((now, before) => seen.push([before.values.a, now.values.a]))
    form.enter('a', 'x')
    form.put({ a: 'y' })
    stop()
    form.put({ a: 'z' })
    expect(seen).toEqual([
      ['', 'x'],
      ['x', 'y'],
    ])
  })
})
