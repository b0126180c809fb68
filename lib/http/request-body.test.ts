import { describe, expect, it, vi } from 'vitest'
import { bodyOf, readAnyJson, readText } from './request-body'

const CHUNKS = 40
const chunk = new Uint8Array(1024).fill(32)

/** A request that sends its body bit by bit, as a browser or a server does. */
function sending() {
  let sent = 0
  const cancel = vi.fn()
  const body = new ReadableStream({
    pull(controller) {
      if (sent === CHUNKS) return controller.close()
      sent += 1
      controller.enqueue(chunk)
    },
    cancel,
  })
  const request = new Request('http://localhost', { method: 'POST', body, duplex: 'half' } as RequestInit)
  return { request, cancel, sent: () => sent }
}

describe('a body that is too large', () => {
  it('is refused at once, and read to its end: the next request on the connection comes behind it', async () => {
    const { request, cancel, sent } = sending()
    await expect(readText(request, 2048)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' })
    expect(sent()).toBeLessThan(CHUNKS)
    await vi.waitFor(() => expect(sent()).toBe(CHUNKS))
    expect(cancel).not.toHaveBeenCalled()
  })

  it('is read to its end when somebody reads a part of it and gives up', async () => {
    const { request, cancel, sent } = sending()
    for await (const _ of bodyOf(request) ?? []) break
    await vi.waitFor(() => expect(sent()).toBe(CHUNKS))
    expect(cancel).not.toHaveBeenCalled()
  })
})

describe('a body as it comes', () => {
  it('has all its bytes', async () => {
    expect(await new Response(bodyOf(sending().request)).bytes()).toHaveLength(CHUNKS * chunk.length)
  })

  it('is none where none was sent', () => {
    expect(bodyOf(new Request('http://localhost', { method: 'POST' }))).toBeNull()
  })
})

describe('a body of JSON', () => {
  const jsonOf = (body: string) => readAnyJson(new Request('http://localhost', { method: 'POST', body }))

  it('is whatever it says, or nothing', async () => {
    expect(await jsonOf('{"a":[1]}')).toEqual({ a: [1] })
    expect(await jsonOf('')).toBeUndefined()
  })

  it.each([
    ['broken', '{"a":'],
    ['nested too deeply', `${'['.repeat(500)}${']'.repeat(500)}`],
  ])('is refused when it is %s', async (_, body) => expect(jsonOf(body)).rejects.toMatchObject({ code: 'BAD_REQUEST' }))
})
