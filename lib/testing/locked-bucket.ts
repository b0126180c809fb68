import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './http-server'

type Version = {
  key: string
  id: string
  /** Null for a mark that the object was deleted. */
  body: Buffer | null
  mode: string | null
  until: string | null
}

/**
 * Starts a server with one S3 bucket that has versions, conditional writes and, unless `locked` is false, object lock: what
 * the server of `startS3` does not have. It holds everything in memory, and does not verify signatures.
 */
export async function startLockedBucket({ locked = true, pageSize = 1_000 } = {}) {
  const versions: Version[] = []
  const current = (key: string) => versions.findLast((version) => version.key === key)
  let interfere: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null

  const server = await listen(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    if (interfere?.(request, response)) return
    const url = new URL(request.url ?? '', 'http://s3')
    const [, , ...path] = url.pathname.split('/')
    const key = decodeURIComponent(path.join('/'))
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return refuse(response, 403, 'AccessDenied')
    if (url.searchParams.has('object-lock')) {
      if (!locked) return refuse(response, 404, 'ObjectLockConfigurationNotFoundError')
      const enabled = '<ObjectLockEnabled>Enabled</ObjectLockEnabled>'
      return send(response, `<ObjectLockConfiguration>${enabled}</ObjectLockConfiguration>`)
    }
    if (url.searchParams.has('versions')) return send(response, listed(url.searchParams))
    if (request.method === 'PUT') return put(key, body, request, response)
    if (request.method === 'DELETE') return remove(key, url.searchParams.get('versionId'), response)
    const id = url.searchParams.get('versionId')
    const found = id === null ? current(key) : versions.find((version) => version.key === key && version.id === id)
    if (!found?.body) return refuse(response, 404, 'NoSuchKey')
    response.writeHead(200, { 'x-amz-version-id': found.id }).end(found.body)
  })

  function put(key: string, body: Buffer, { headers }: IncomingMessage, response: ServerResponse) {
    const mode = headers['x-amz-object-lock-mode']
    const until = headers['x-amz-object-lock-retain-until-date']
    const sum = headers['x-amz-checksum-sha256']
    if (headers['if-none-match'] === '*' && current(key)?.body) return refuse(response, 412, 'PreconditionFailed')
    if (mode && !locked) return refuse(response, 400, 'InvalidRequest')
    // What is locked has to come with a checksum.
    if (mode && !sum) return refuse(response, 400, 'InvalidRequest')
    if (sum && sum !== createHash('sha256').update(body).digest('base64')) return refuse(response, 400, 'BadDigest')
    const id = String(versions.length + 1)
    versions.push({ key, id, body, mode: mode ? String(mode) : null, until: until ? String(until) : null })
    return response.writeHead(200, { 'x-amz-version-id': id }).end()
  }

  function remove(key: string, id: string | null, response: ServerResponse) {
    const at = versions.findIndex((version) => version.key === key && version.id === id)
    if (id === null) versions.push({ key, id: String(versions.length + 1), body: null, mode: null, until: null })
    else if (versions[at]?.mode) return refuse(response, 403, 'AccessDenied')
    else if (at >= 0) versions.splice(at, 1)
    return response.writeHead(204).end()
  }

  function listed(asked: URLSearchParams): string {
    const [prefix, marker] = [asked.get('prefix') ?? '', asked.get('key-marker') ?? '']
    const after = asked.get('version-id-marker')
    const all = versions
      .filter(({ key }) => key.startsWith(prefix))
      .toSorted((one, other) => compare(one.key, other.key) || Number(other.id) - Number(one.id))
    const rest = all.filter(({ key, id }) => key > marker || (key === marker && after !== null && +id < +after))
    const page = rest.slice(0, Math.min(Number(asked.get('max-keys') ?? pageSize), pageSize))
    const last = page.at(-1)
    const more = rest.length > page.length && last
    const entries = page.map(({ key, id, body }) => {
      const tag = body ? 'Version' : 'DeleteMarker'
      return `<${tag}><Key>${key}</Key><VersionId>${id}</VersionId></${tag}>`
    })
    const next = more
      ? `<NextKeyMarker>${last.key}</NextKeyMarker><NextVersionIdMarker>${last.id}</NextVersionIdMarker>`
      : ''
    return `<ListVersionsResult><IsTruncated>${Boolean(more)}</IsTruncated>${next}${entries.join('')}</ListVersionsResult>`
  }

  return {
    /** As `KYC_AUDIT_ANCHOR` has it. */
    url: `s3://key:secret@anchors/audit?endpoint=${server.url}`,
    endpoint: server.url,
    /** All that was ever put, in its order. */
    versions,
    /** Lets requests be answered otherwise, or not at all. */
    interfereWith: (other: typeof interfere) => {
      interfere = other
    },
    close: server.close,
  }
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function send(response: ServerResponse, body: string) {
  return response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${body}`)
}

function refuse(response: ServerResponse, status: number, code: string) {
  return response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
