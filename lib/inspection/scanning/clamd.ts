import { connect, type Socket } from 'node:net'
import type { Scan, Verdict } from './scanner'

/** clamd's own default for a stream is one hundred times this, so that no frame is too large for it. */
const FRAME_BYTES = 256 * 1024
/** An answer is one line; what goes on for longer is none. */
const MAX_ANSWER = 4_096

/**
 * A scanner over clamd's protocol (clamd(8), `zINSTREAM`).
 * @param address `tcp://host:port` or `unix:/path`.
 * @param longestMs how long a scan may take by the clock, with connecting: somebody waits for their upload.
 */
export function createClamd(address: string, longestMs = 20_000): Scan {
  return (content) =>
    new Promise((resolve, reject) => {
      const socket = connect(placeOf(address))
      let answer = ''
      const timer = setTimeout(() => end(new Error(`clamd did not answer within ${longestMs} ms`)), longestMs)
      socket.setEncoding('latin1')
      socket.on('connect', () => send(socket, content))
      socket.on('data', (text) => {
        answer += text
        if (answer.includes('\0')) end(verdictOf(answer))
        else if (answer.length > MAX_ANSWER) end(new Error('clamd answered with more than a line'))
      })
      // It closes before everything is sent where a stream is too large for it; what it said before counts.
      socket.on('error', end)
      socket.on('close', () => end(new Error('clamd closed the connection without an answer')))

      function end(outcome: Verdict | Error): void {
        clearTimeout(timer)
        socket.destroy()
        if (typeof outcome === 'string') resolve(outcome)
        else reject(outcome)
      }
    })
}

function placeOf(address: string): { path: string } | { host: string; port: number } {
  if (address.startsWith('unix:')) return { path: address.slice('unix:'.length) }
  const { hostname, port } = new URL(address)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) }
}

/** The command, frames with their length before them, and an empty one as the end. */
function send(socket: Socket, content: Uint8Array): void {
  socket.write('zINSTREAM\0')
  for (let at = 0; at < content.length; at += FRAME_BYTES) {
    const frame = content.subarray(at, at + FRAME_BYTES)
    socket.write(lengthOf(frame.length))
    socket.write(frame)
  }
  socket.write(lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

/** Exactly what clamd says of a stream; everything else is no verdict, above all not a good one. */
function verdictOf(answer: string): Verdict | Error {
  const line = answer.slice(0, answer.indexOf('\0'))
  if (line === 'stream: OK') return 'clean'
  if (/^stream: .+ FOUND$/.test(line)) return 'infected'
  return new Error(`clamd gave no verdict: ${line.slice(0, 200).replace(/[^\x20-\x7e]/g, '?')}`)
}
