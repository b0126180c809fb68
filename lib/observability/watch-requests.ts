import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { v7 as uuid } from 'uuid'
import type { Log } from './log'
import { routeOf } from './route-of'

/** The client learns its id by this header, and finds it in the body of a refusal. */
export const REQUEST_ID_HEADER = 'x-request-id'

/** What monitors ask every few seconds, and what only a browser's cache is concerned with, is written down where it fails. */
const QUIET = /^\/(healthz$|readyz$|metrics$|_next\/)/

type Watched = {
  log: Log
  /** Told the id of each request before it is served. */
  begin: (id: string) => void
}

/**
 * From now on each request to an HTTP server of this process has an id, and a line once it is answered: route, status, and
 * milliseconds by a clock that only runs forward.
 */
export function watchRequests({ log, begin }: Watched): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const [id, started] = [uuid(), performance.now()]
    const [method, route] = [request.method ?? '', routeOf(request.url ?? '')]
    begin(id)
    response.setHeader(REQUEST_ID_HEADER, id)
    response.once('close', () => {
      const { statusCode: status, writableFinished } = response
      if (QUIET.test(route) && status < 400) return
      const ms = Math.round(performance.now() - started)
      const facts = { requestId: id, method, route, status, ms, ...(!writableFinished && { aborted: true }) }
      log.info(facts, 'answered')
    })
  })
}
