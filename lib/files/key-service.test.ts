import { describe, expect, it, onTestFinished } from 'vitest'
import { refuse, startKeyService } from '@/lib/testing/key-service-server'
import { createKeyService, parseKeyServiceUrl } from './key-service'

/** A service with a key, asked with little patience. */
async function open() {
  const server = await startKeyService()
  onTestFinished(server.close)
  const serviceKey = server.newKey('kyc')
  return { server, serviceKey, service: createKeyService(server.url, 300) }
}

describe('a key service', () => {
  it('makes a master key that leaves it wrapped, and opens it for its one purpose', async () => {
    const { server, serviceKey, service } = await open()
    const wrapped = await service.make('alias/kyc')
    expect(wrapped.serviceKey).toBe(serviceKey)
    const key = await service.open(wrapped)
    expect(key).toHaveLength(32)
    expect(await service.open(wrapped)).toEqual(key)
    const context = { application: 'inapp-kyc', purpose: 'master key' }
    expect(server.asked).toEqual(
      ['GenerateDataKeyWithoutPlaintext', 'Decrypt', 'Decrypt'].map((operation) => ({ operation, context })),
    )
  })

  it.each([
    ['that another key wrapped', 'it was wrapped by another key of the key service'],
    ['that was changed', 'it was changed, or wrapped for something else'],
    ['of a key that is gone', 'the key service has no such key'],
  ])('opens nothing %s, and says so', async (what, said) => {
    const { server, serviceKey, service } = await open()
    const { wrapped } = await service.make(serviceKey)
    const changed = `${wrapped.slice(0, -8)}${Buffer.from('xxxx"]').toString('base64')}`
    const given = {
      'that another key wrapped': { serviceKey: server.newKey('other'), wrapped },
      'that was changed': { serviceKey, wrapped: changed },
      'of a key that is gone': {
        serviceKey: 'gone',
        wrapped: Buffer.from(JSON.stringify(['gone', '', ''])).toString('base64'),
      },
    }[what]
    await expect(service.open(given ?? { serviceKey, wrapped })).rejects.toThrow(said)
  })

  it.each([
    ['denies it', 'AccessDeniedException', 400, 'does not let these credentials use it'],
    ['does not know who asks', 'UnrecognizedClientException', 400, 'does not know these credentials'],
    ['has disabled the key', 'DisabledException', 400, 'is disabled'],
    ['is about to delete the key', 'KMSInvalidStateException', 400, 'about to be deleted'],
    ['throttles', 'ThrottlingException', 400, 'asked too often'],
    ['fails', 'KMSInternalException', 500, 'does not answer, or not as it should'],
  ])('that %s is told in words for an operator', async (_, type, status, said) => {
    const { server, service } = await open()
    const wrapped = await service.make('alias/kyc')
    server.interfereWith((_request, response) => {
      refuse(response, type, status)
      return true
    })
    await expect(service.open(wrapped)).rejects.toMatchObject({
      message: expect.stringContaining(said),
      ownWords: true,
    })
  })

  it('that throttles or fails once is asked again', async () => {
    const { server, service } = await open()
    const wrapped = await service.make('alias/kyc')
    const refusals: [string, number][] = [
      ['ThrottlingException', 400],
      ['KMSInternalException', 500],
    ]
    server.interfereWith((_, response) => {
      const [type, status] = refusals.pop() ?? []
      if (type) refuse(response, type, status)
      return type !== undefined
    })
    expect(await service.open(wrapped)).toHaveLength(32)
  })

  it.each([
    ['hangs', () => true],
    [
      'stops in the middle of its answer',
      (_: unknown, response: import('node:http').ServerResponse) =>
        response.writeHead(200, { 'content-length': 100 }).write('{'),
    ],
    [
      'answers without end',
      (_: unknown, response: import('node:http').ServerResponse) => {
        const fill = () => void response.write(' '.repeat(65_536), () => setImmediate(fill))
        response.writeHead(200).on('error', () => {})
        fill()
        return true
      },
    ],
    [
      'answers something else',
      (_: unknown, response: import('node:http').ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
        return true
      },
    ],
    [
      'opens something else',
      (_: unknown, response: import('node:http').ServerResponse) => {
        response.writeHead(200).end(JSON.stringify({ Plaintext: 'c2hvcnQ=' }))
        return true
      },
    ],
  ])('that %s is given up', async (name, interfere) => {
    const { server, service } = await open()
    const wrapped = await service.make('alias/kyc')
    server.interfereWith(interfere)
    const said = {
      'answers without end': 'The answer is larger than',
      'opens something else': 'no key of 32 bytes',
    }[name]
    await expect(service.open(wrapped)).rejects.toThrow(said ?? 'does not answer, or not as it should')
  })

  it('that is away is told, and its URL has a region and both or neither of the credentials', async () => {
    const { server, service } = await open()
    const wrapped = await service.make('alias/kyc')
    await server.close()
    await expect(service.open(wrapped)).rejects.toThrow('does not answer')
    expect(parseKeyServiceUrl('kms://key:se%2Fcret@eu-central-1?endpoint=https://kms.example')).toEqual({
      ...{ region: 'eu-central-1', endpoint: 'https://kms.example' },
      credentials: { accessKeyId: 'key', secretAccessKey: 'se/cret' },
    })
    expect(parseKeyServiceUrl('kms://eu-central-1')).toMatchObject({ endpoint: undefined, credentials: undefined })
    for (const wrong of ['', 'kms:///x', 'https://kms', 'kms://key@eu', 'kms://eu/path', 'kms://eu?endpoint=ftp://x'])
      expect(parseKeyServiceUrl(wrong)).toBeNull()
  })
})
