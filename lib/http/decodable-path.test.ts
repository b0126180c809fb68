import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { mendPaths, withDecodablePath } from './decodable-path'

it.each([
  ['/steps/%ff/approve', '/steps/%25ff/approve'],
  ['/steps/%', '/steps/%25'],
  ['/a%20b/%E0%A4%A/%c3%a9?x=%ff', '/a%20b/%25E0%25A4%25A/%c3%a9?x=%ff'],
  ['/steps/%25ff?next=/%ff?', '/steps/%25ff?next=/%ff?'],
  ['*', '*'],
  ['/', '/'],
])('takes %s for %s', (url, decodable) => expect(withDecodablePath(url)).toBe(decodable))

it('a server sees only paths that can be decoded', async () => {
  mendPaths()
  const server = createServer((request, response) => response.end(decodeURIComponent(request.url ?? '')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const answer = await new Promise<IncomingMessage>((resolve) =>
    get({ port, host: '127.0.0.1', path: '/%ff' }, resolve).end(),
  )
  expect(Buffer.concat(await Array.fromAsync(answer)).toString()).toBe('/%ff')
  server.close()
})
