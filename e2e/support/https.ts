import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'

const LOOPBACK = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
] as const

/** A certificate for this machine's own names, made anew: nobody but a test trusts it. */
export async function makeCertificate(): Promise<https.ServerOptions> {
  const extensions = [{ name: 'subjectAltName' as const, altNames: [...LOOPBACK] }]
  const made = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec', extensions })
  return { key: made.private, cert: made.cert }
}

/** Listens on loopback with that certificate; the answer is the port, and how to end it. */
export async function serveHttps(certificate: https.ServerOptions, listener: http.RequestListener) {
  const server = https.createServer(certificate, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port, close }
}

/** What stands before the app in production: HTTPS that keeps the `Host` header. */
export function forwardTo(origin: string): http.RequestListener {
  return (request, response) => {
    const { method, headers, url = '/' } = request
    const onward = http.request(new URL(url, origin), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }
}
