import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { INFECTION, serveClamd } from '@/lib/testing/clamd-server'
import { freePort } from '@/lib/testing/free-port'
import { createClamd } from './clamd'

const opened: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function open() {
  const port = await freePort()
  const server = await serveClamd(port)
  opened.push(server)
  const address = `tcp://127.0.0.1:${port}`
  return { server, scan: createClamd(address), impatient: createClamd(address, 500) }
}

describe('clamd', () => {
  it('gets a file byte by byte, and says what it is', async () => {
    const { server, scan } = await open()
    const content = randomBytes(700_001)
    expect(await scan(content)).toBe('clean')
    expect(server.streams[0]?.equals(content)).toBe(true)
    expect(await scan(Buffer.from(`before ${INFECTION} behind`))).toBe('infected')
  })

  it('is asked over a socket of this machine, too', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'clamd.ctl')
    opened.push(await serveClamd(path))
    expect(await createClamd(`unix:${path}`)(Buffer.from(INFECTION))).toBe('infected')
  })

  it.each<[string, string]>([
    ['an error', 'INSTREAM size limit exceeded. ERROR\0'],
    ['garbage', `${randomBytes(40).toString('latin1').replace(/\0/g, '')}\0`],
    ['nothing', '\0'],
    ['a word that only begins like a good one', 'stream: OK, perhaps\0'],
    ['a good word without its end', 'stream: OK'],
    ['another protocol', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['more than a line', 'x'.repeat(10_000)],
  ])('gives no verdict by %s', async (_what, answer) => {
    const { server, scan } = await open()
    server.behave((_content, socket) => socket.end(answer, 'latin1'))
    await expect(scan(Buffer.from('a file'))).rejects.toThrow(/clamd/)
  })

  it('gives no verdict where it hangs, trickles, resets or is away', async () => {
    const { server, scan, impatient } = await open()
    server.behave(() => {})
    await expect(impatient(Buffer.from('a file'))).rejects.toThrow('clamd did not answer within 500 ms')
    server.behave((_content, socket) => {
      const trickle = setInterval(() => socket.write(' '), 50)
      socket.on('close', () => clearInterval(trickle))
    })
    await expect(impatient(Buffer.from('a file'))).rejects.toThrow('clamd did not answer within 500 ms')
    server.behave((_content, socket) => void socket.resetAndDestroy())
    await expect(scan(Buffer.from('a file'))).rejects.toThrow()
    await server.close()
    await expect(scan(Buffer.from('a file'))).rejects.toThrow('ECONNREFUSED')
  })
})
