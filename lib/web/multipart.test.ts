import { describe, expect, it, vi } from 'vitest'
import { readMultipartFile } from './multipart'

const TYPE = 'multipart/form-data; boundary=abc'
const part = (head: string, content: string) => `--abc\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`
const FILE = part('name="file"; filename="a.jpg"', 'content')

function requestOf(body: string, type = TYPE): Request {
  return new Request('http://kyc.test/upload', { method: 'POST', headers: { 'content-type': type }, body })
}

describe('a file in a multipart body', () => {
  it('comes as it is read, with its name', async () => {
    const file = await readMultipartFile(requestOf(`${FILE}--abc--\r\n`))
    expect(file).toMatchObject({ name: 'a.jpg', acceptQuality: false })
    expect(await new Response(file.bytes).text()).toBe('content')
  })

  it('carries the word of a person who looked at it', async () => {
    const file = await readMultipartFile(requestOf(`${part('name="quality"', 'accepted')}${FILE}--abc--\r\n`))
    expect(file.acceptQuality).toBe(true)
  })

  it.each([
    ['no multipart body', '{}', 'application/json', 'FILE_MISSING'],
    ['a body without a file', `${part('name="x"', 'y')}--abc--\r\n`, TYPE, 'FILE_MISSING'],
    ['a file under another name', `${part('name="x"; filename="a.jpg"', 'y')}--abc--\r\n`, TYPE, 'FILE_MISSING'],
    ['a body without parts', 'x', TYPE, 'UPLOAD_FAILED'],
    ['no boundary', FILE, 'multipart/form-data', 'UPLOAD_FAILED'],
  ])('is refused: %s', async (_, body, type, code) => {
    await expect(readMultipartFile(requestOf(body, type))).rejects.toMatchObject({ code })
  })

  it('that breaks off is the sender’s fault', async () => {
    const file = await readMultipartFile(requestOf(FILE.slice(0, -6)))
    await expect(new Response(file.bytes).text()).rejects.toMatchObject({ code: 'UPLOAD_FAILED' })
  })

  /** A request that sends its body bit by bit. */
  function sending() {
    const bits = [
      FILE.slice(0, -'content\r\n'.length),
      ...Array.from({ length: 40 }, () => 'x'.repeat(16_384)),
      '\r\n--abc--\r\n',
    ]
    const left = bits.map((bit) => new TextEncoder().encode(bit))
    const body = new ReadableStream({
      pull(controller) {
        const bit = left.shift()
        if (bit) controller.enqueue(bit)
        else controller.close()
      },
    })
    const init = { method: 'POST', headers: { 'content-type': TYPE }, body, duplex: 'half' }
    return { request: new Request('http://kyc.test/upload', init), left: () => left.length }
  }

  it('that nobody wants any more is read to its end: the next request on the connection comes behind it', async () => {
    const { request, left } = sending()
    for await (const _ of (await readMultipartFile(request)).bytes) break
    expect(left()).toBeGreaterThan(0)
    await vi.waitFor(() => expect(left()).toBe(0))
  })
})
