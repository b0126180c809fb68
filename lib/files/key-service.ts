import type { KMSClient } from '@aws-sdk/client-kms'
import { Fault } from '@/lib/contract/errors'
import { wholeAnswers } from './whole-answers'

/**
 * A key service that speaks AWS KMS's protocol. It opens master keys once, at a start; what they wrap is opened here, in memory
 * (docs/decisions/0032-a-key-service-at-the-start.md).
 */

const ATTEMPTS = 3
const CONNECT_MS = 5_000
const ANSWER_MS = 10_000
const KEY_BYTES = 32
/** What a master key is for. The service opens it for nothing else, and writes it into its own log. */
const CONTEXT = { application: 'inapp-kyc', purpose: 'master key' }

/** A master key as settings have it: only the service's key with this id opens it. */
export type WrappedMasterKey = { serviceKey: string; wrapped: string }

export type KeyService = {
  /** Throws a `Fault` that says to an operator why not. */
  open: (wrapped: WrappedMasterKey) => Promise<Uint8Array>
  /** Has a new master key made. It leaves the service wrapped alone. */
  make: (serviceKey: string) => Promise<WrappedMasterKey>
}

type KeyServiceAt = {
  region: string
  endpoint: string | undefined
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

/**
 * Parses `kms://region?endpoint=https://…`. It may contain credentials (`kms://key:secret@region`); otherwise the default AWS
 * credential chain applies. Null for anything else, and for incomplete credentials.
 */
export function parseKeyServiceUrl(text: string): KeyServiceAt | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'kms:' || url.hostname === '' || !['', '/'].includes(url.pathname)) return null
  const endpoint = url.searchParams.get('endpoint') ?? undefined
  if (endpoint !== undefined && !(/^https?:/.test(endpoint) && URL.canParse(endpoint))) return null
  if ((url.username === '') !== (url.password === '')) return null
  const [accessKeyId, secretAccessKey] = [url.username, url.password].map(decodeURIComponent)
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
  return { region: url.hostname, endpoint, credentials }
}

/** @param answerMs a service that has not answered by then counts as failed, and is asked again twice. */
export function createKeyService(url: string, answerMs = ANSWER_MS): KeyService {
  const place = parseKeyServiceUrl(url)
  if (!place) throw new Fault('Not the URL of a key service: kms://region?endpoint=https://…')

  async function ask<Answer>(run: (sdk: Awaited<ReturnType<typeof openKms>>) => Promise<Answer>): Promise<Answer> {
    const sdk = await openKms(place as KeyServiceAt, answerMs)
    try {
      return await run(sdk)
    } catch (error) {
      throw error instanceof Error && 'ownWords' in error ? error : new Fault(reasonOf(error), { cause: error })
    } finally {
      sdk.client.destroy()
    }
  }

  return {
    open: ({ serviceKey, wrapped }) =>
      ask(async ({ client, DecryptCommand }) => {
        const CiphertextBlob = new Uint8Array(Buffer.from(wrapped, 'base64'))
        const request = new DecryptCommand({ CiphertextBlob, KeyId: serviceKey, EncryptionContext: CONTEXT })
        const { Plaintext } = await client.send(request)
        if (Plaintext?.length !== KEY_BYTES)
          throw new Fault(`what the key service opened is no key of ${KEY_BYTES} bytes`)
        return new Uint8Array(Plaintext)
      }),
    make: (serviceKey) =>
      ask(async ({ client, GenerateDataKeyWithoutPlaintextCommand }) => {
        const asked = { KeyId: serviceKey, KeySpec: 'AES_256', EncryptionContext: CONTEXT } as const
        const { KeyId, CiphertextBlob } = await client.send(new GenerateDataKeyWithoutPlaintextCommand(asked))
        if (!KeyId || !CiphertextBlob) throw new Fault('the key service answered without a key')
        return { serviceKey: KeyId, wrapped: Buffer.from(CiphertextBlob).toString('base64') }
      }),
  }
}

/** Why the service does not do it, by the names of its errors. */
const REASONS: Readonly<Record<string, string>> = {
  AccessDeniedException: 'the key service does not let these credentials use it: see its policy',
  NotFoundException: 'the key service has no such key',
  DisabledException: 'its key in the key service is disabled',
  KMSInvalidStateException: 'its key in the key service cannot be used now: it may be about to be deleted',
  KeyUnavailableException: 'its key in the key service cannot be used now',
  IncorrectKeyException: 'it was wrapped by another key of the key service',
  InvalidCiphertextException: 'it was changed, or wrapped for something else than a master key of this application',
  UnrecognizedClientException: 'the key service does not know these credentials',
  InvalidSignatureException: 'the key service does not take the secret of these credentials, or clocks differ',
  ExpiredTokenException: 'the credentials for the key service have expired',
  CredentialsProviderError: 'there are no credentials for the key service',
  ThrottlingException: 'the key service is asked too often at the moment: start again',
}

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  return REASONS[name] ?? 'the key service does not answer, or not as it should: start again once it does'
}

/** Loads the SDK where a key service is used, and only then. */
async function openKms({ region, endpoint, credentials }: KeyServiceAt, answerMs: number) {
  const { KMSClient: Client, ...commands } = await import('@aws-sdk/client-kms')
  const client: KMSClient = new Client({
    region,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      ...{ connectionTimeout: CONNECT_MS, requestTimeout: answerMs, throwOnRequestTimeout: true },
      socketTimeout: answerMs,
    },
  })
  client.middlewareStack.add(wholeAnswers([]), { step: 'deserialize', priority: 'low' })
  return { client, ...commands }
}
