import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './http-server'

type Asked = { KeyId?: string; CiphertextBlob?: string; EncryptionContext?: Record<string, string> }
type Interfere = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * Starts a server that speaks AWS KMS's protocol (JSON 1.1), with keys of its own in memory, for tests. It asks for a signature of
 * version 4 and does not verify it.
 */
export async function startKeyService() {
  const keys = new Map<string, Buffer>()
  const aliases = new Map<string, string>()
  /** Each question: its operation, and what it was for. */
  const asked: { operation: string; context: Record<string, string> | undefined }[] = []
  let interfere: Interfere | null = null

  const server = await listen(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    if (interfere?.(request, response)) return
    const { headers } = request
    const isSigned = headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=') && headers['x-amz-date']
    if (!isSigned) return refuse(response, 'MissingAuthenticationTokenException')
    if (headers['content-type'] !== 'application/x-amz-json-1.1') return refuse(response, 'SerializationException')
    const operation = String(headers['x-amz-target']).replace('TrentService.', '')
    const question: Asked = JSON.parse(body.toString())
    asked.push({ operation, context: question.EncryptionContext })
    if (operation === 'GenerateDataKeyWithoutPlaintext') return generate(question, response)
    if (operation === 'Decrypt') return decrypt(question, response)
    return refuse(response, 'UnknownOperationException')
  })

  function generate({ KeyId = '', EncryptionContext }: Asked, response: ServerResponse) {
    const id = aliases.get(KeyId) ?? KeyId
    const key = keys.get(id)
    if (!key) return refuse(response, 'NotFoundException')
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextBytes(EncryptionContext))
    const sealed = Buffer.concat([cipher.update(randomBytes(32)), cipher.final(), cipher.getAuthTag()])
    const blob = JSON.stringify([id, nonce.toString('base64'), sealed.toString('base64')])
    return answer(response, { KeyId: id, CiphertextBlob: Buffer.from(blob).toString('base64') })
  }

  function opened(blob: string, context: Record<string, string> | undefined): Buffer {
    const [id = '', nonce = '', sealed = ''] = JSON.parse(Buffer.from(blob, 'base64').toString()) as string[]
    const bytes = Buffer.from(sealed, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', keys.get(id) ?? '', Buffer.from(nonce, 'base64'))
    decipher.setAAD(contextBytes(context)).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])
  }

  function decrypt({ KeyId, CiphertextBlob = '', EncryptionContext }: Asked, response: ServerResponse) {
    try {
      const [id = ''] = JSON.parse(Buffer.from(CiphertextBlob, 'base64').toString()) as string[]
      if (KeyId !== undefined && (aliases.get(KeyId) ?? KeyId) !== id) return refuse(response, 'IncorrectKeyException')
      if (!keys.has(id)) return refuse(response, 'NotFoundException')
      const Plaintext = opened(CiphertextBlob, EncryptionContext).toString('base64')
      return answer(response, { KeyId: id, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' })
    } catch {
      return refuse(response, 'InvalidCiphertextException')
    }
  }

  return {
    /** As `KYC_KMS_URL` has it. */
    url: `kms://key:secret@eu-central-1?endpoint=${server.url}`,
    asked,
    /** Makes a key, and answers with its id. */
    newKey(alias: string): string {
      const id = `arn:aws:kms:eu-central-1:111122223333:key/${randomUUID()}`
      keys.set(id, randomBytes(32))
      aliases.set(`alias/${alias}`, id)
      return id
    },
    /** What a key is that it has wrapped, for tests that play a server with it. */
    opened: (blob: string) => new Uint8Array(opened(blob, asked.at(-1)?.context)),
    /** Lets questions be answered otherwise, or not at all. */
    interfereWith(other: Interfere | null) {
      interfere = other
    },
    close: server.close,
  }
}

/** How the service refuses. */
export function refuse(response: ServerResponse, type: string, status = 400) {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type: type }))
}

function answer(response: ServerResponse, body: object) {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}

function contextBytes(context: Record<string, string> = {}): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort()))
}
