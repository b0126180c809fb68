import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { mendRequests, withDecodablePath, withoutHost } from './mend-requests'

it.each([
  ['/steps/%ff/approve', '/steps/%25ff/approve'],
  ['/steps/%', '/steps/%25'],
  ['/a%20b/%E0%A4%A/%c3%a9?x=%ff', '/a%20b/%25E0%25A4%25A/%c3%a9?x=%ff'],
  ['/steps/%25ff?next=/%ff?', '/steps/%25ff?next=/%ff?'],
  ['*', '*'],
  ['/', '/'],
])('takes %s for %s', (url, decodable) => expect(withDecodablePath(url)).toBe(decodable))

it.each([
  ['http://kyc.example/manager/kyc?x=http://y/z', '/manager/kyc?x=http://y/z'],
  ['HTTPS://kyc.example:8443//a', '//a'],
  ['http://kyc.example', '/'],
  ['http://kyc.example?x', '/?x'],
  ['/http://kyc.example/a', '/http://kyc.example/a'],
  ['*', '*'],
])('takes %s for %s', (url, path) => expect(withoutHost(url)).toBe(path))

it('a server sees only paths that can be decoded, and methods that a request may have', async () => {
  mendRequests()
  const server = createServer((asked, response) =>
    response.end(`${asked.method} ${decodeURIComponent(asked.url ?? '')}`),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const answerTo = async (method: string, path = '/%ff') => {
    const answer = await new Promise<IncomingMessage>((resolve) =>
      request({ port, method, host: '127.0.0.1', path }, resolve).end(),
    )
    return Buffer.concat(await Array.fromAsync(answer)).toString()
  }
  expect(await answerTo('GET')).toBe('GET /%ff')
  expect(await answerTo('GET', 'http://kyc.example/%ff')).toBe('GET /%ff')
  expect(await answerTo('TRACE')).toBe('UNKNOWN /%ff')
  server.close()
})
