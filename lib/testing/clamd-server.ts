import { createServer, type Server, type Socket } from 'node:net'

/** What the stand-in does with a stream. */
type Manner = (content: Buffer, socket: Socket) => void

/** A file with these bytes is infected for the stand-in. */
export const INFECTION = 'this is an infection'

const judge: Manner = (content, socket) => {
  socket.end(content.includes(INFECTION) ? 'stream: Drawn.Test-1 FOUND\0' : 'stream: OK\0')
}

/**
 * A stand-in that speaks clamd's protocol: it reads a stream to its end and then answers, or does what it is told to.
 * @param place a port of this machine, or the path of a socket.
 */
export async function serveClamd(place: number | string) {
  const streams: Buffer[] = []
  const sockets = new Set<Socket>()
  let manner: Manner = judge
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    let received = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, Buffer.from(chunk)])
      const content = streamOf(received)
      if (!content) return
      streams.push(content)
      manner(content, socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(place, resolve))
  return {
    /** The streams that arrived whole. */
    streams,
    behave: (next: Manner = judge) => {
      manner = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

const COMMAND = 'zINSTREAM\0'

/** The content of a stream that has come to its end. Null before that. */
function streamOf(received: Buffer): Buffer | null {
  if (received.subarray(0, COMMAND.length).toString('latin1') !== COMMAND) return null
  const frames: Buffer[] = []
  for (let at = COMMAND.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(frames)
    frames.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
