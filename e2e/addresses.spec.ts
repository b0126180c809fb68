import { get } from 'node:http'
import { expect, test } from './support/test'

/** Asks for a path as it is: a browser would mend it first. */
function ask(origin: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(origin)
  return new Promise<{ status?: number; type?: string; body: string }>((resolve, reject) => {
    get({ hostname, port, path, headers }, async (answer) => {
      let body = ''
      for await (const chunk of answer.setEncoding('utf8')) body += chunk
      resolve({ status: answer.statusCode, type: answer.headers['content-type'], body })
    }).once('error', reject)
  })
}

test('an address that encodes no text is refused like any that does not exist', async ({ origin }) => {
  const authorization = 'Bearer sandbox-manager'
  for (const [path, status, code] of [
    ['/manager/kyc/%ff', 404, 'NOT_FOUND'],
    ['/manager/kyc/profiles/%ff', 404, 'NOT_FOUND'],
    ['/manager/kyc/files/%E0%A4%A', 404, 'NOT_FOUND'],
    ['/kyc/customers/%ff', 401, 'UNAUTHENTICATED'],
    ['/inapp/api/files/%', 401, 'SESSION_EXPIRED'],
    ['/inapp/api/%ff', 404, 'NOT_FOUND'],
  ] as const) {
    const answer = await ask(origin, path, { authorization })
    expect([path, answer.status, answer.type], answer.body).toEqual([path, status, 'application/json'])
    expect(JSON.parse(answer.body)).toMatchObject({ code, requestId: expect.any(String) })
  }
  for (const path of ['/inapp/kyc/%ff', '/%ff', '/inapp/kyc/status/%E0%A4%A?lang=en']) {
    const answer = await ask(origin, path, { accept: 'text/html', 'accept-language': 'en' })
    expect([path, answer.status, answer.type]).toEqual([path, 404, 'text/html; charset=utf-8'])
    expect(answer.body).toContain('This page doesn’t exist')
  }
})
