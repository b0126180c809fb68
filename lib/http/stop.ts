import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { constants } from 'node:os'

/** What several processes in a row, or a service manager, pass on twice within this time is one signal. */
const SAME_SIGNAL_MS = 1_000
/** What is left to do once the time is over: claims given back, connections to the database closed. */
const CLOSING_MS = 1_000
/** A connection that becomes idle meanwhile is closed so soon: else it would be kept for minutes. */
const IDLE_EVERY_MS = 100
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** What a process does besides answering requests. */
export type Work = {
  /** Begins nothing more, and resolves once what runs has ended. */
  finish: () => Promise<unknown>
  /** Leaves to others what has not ended in time. */
  giveBack: () => Promise<unknown>
  /** Closes what requests and work needed. */
  close: () => Promise<unknown>
}

type StopWith = {
  /** What is under way has so long, in milliseconds. */
  withinMs: number
  /** Told what happens; `cut` is how many requests had not ended in time. */
  tell: (what: 'stopping' | 'stopped', cut: number) => void
  report: (error: unknown) => void
  exit: (code: number) => void
}

export type Stop = {
  /** Whether it has begun: then no new request should be led here. */
  hasBegun: () => boolean
  /** Names work that has to end, too. */
  add: (work: Work) => void
}

/**
 * From now on SIGTERM and SIGINT end this process in order: its HTTP servers take no new connections, requests that arrived are
 * answered and work that runs ends, within a bounded time; then all is closed, and the process exits with 0. A second
 * signal ends it at once.
 */
export function createStop({ withinMs, tell, report, exit }: StopWith): Stop {
  const servers = new Set<Server>()
  const underway = new Set<ServerResponse>()
  const works: Work[] = []
  const answered = Promise.withResolvers<void>()
  let begunAt: number | null = null

  subscribe('http.server.request.start', (message) => {
    const { response, server } = message as { request: IncomingMessage; response: ServerResponse; server: Server }
    servers.add(server)
    underway.add(response)
    // On a connection that was open before, as a proxy's: its next one goes elsewhere.
    if (begunAt !== null) closeAfter(response)
    response.once('close', () => {
      underway.delete(response)
      if (begunAt !== null && underway.size === 0) answered.resolve()
    })
  })

  async function stop(): Promise<void> {
    tell('stopping', 0)
    for (const server of servers) server.close()
    for (const response of underway) closeAfter(response)
    if (underway.size === 0) answered.resolve()
    const idle = setInterval(() => {
      for (const server of servers) server.closeIdleConnections()
    }, IDLE_EVERY_MS)
    const ended = Promise.allSettled([answered.promise, ...works.map(({ finish }) => finish())])
    await within(withinMs, ended)
    clearInterval(idle)
    tell('stopped', underway.size)
    for (const server of servers) server.closeAllConnections()
    await within(CLOSING_MS, leave())
    exit(0)
  }

  async function leave(): Promise<void> {
    for (const { giveBack, close } of works) await giveBack().then(close).catch(report)
  }

  function asked(signal: (typeof SIGNALS)[number]): void {
    if (begunAt === null) {
      begunAt = performance.now()
      void stop()
    } else if (performance.now() - begunAt > SAME_SIGNAL_MS) exit(128 + constants.signals[signal])
  }
  for (const signal of SIGNALS) process.on(signal, asked)

  return { hasBegun: () => begunAt !== null, add: (work) => void works.push(work) }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

/** Resolves with the promise, or when the time is over. */
function within(milliseconds: number, ended: Promise<unknown>): Promise<unknown> {
  return Promise.race([ended, new Promise((resolve) => setTimeout(resolve, milliseconds))])
}
