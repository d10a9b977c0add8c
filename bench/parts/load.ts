/** The load, in a process of its own: so many connections, each sending its next request when the answer is there. */
import net from 'node:net'

export interface LoadConfig {
  port: number
  connections: number
  seconds: number
  /** whole requests as they go over the wire, taken in turn */
  requests: string[]
}

export interface LoadResult {
  requests: number
  seconds: number
  perSecond: number
  p50: number
  p99: number
  /** answers by status */
  statuses: Record<string, number>
}

process.on('message', (config: LoadConfig) => {
  void load(config).then((result) => process.send!(result))
})

async function load({ port, connections, seconds, requests }: LoadConfig): Promise<LoadResult> {
  const wire = requests.map((request) => Buffer.from(request))
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const began = performance.now()
  const end = began + seconds * 1000
  let next = 0
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
      let sentAt = 0
      let got = Buffer.alloc(0)
      const send = () => {
        sentAt = performance.now()
        if (sentAt >= end) {
          socket.destroy()
          resolve()
        } else socket.write(wire[next++ % wire.length]!)
      }
      socket.on('connect', send)
      socket.on('error', reject)
      socket.on('data', (bytes) => {
        got = got.length === 0 ? bytes : Buffer.concat([got, bytes])
        if (!isWhole(got)) return
        const status = got.toString('latin1', 9, 12)
        statuses[status] = (statuses[status] ?? 0) + 1
        latencies.push(performance.now() - sentAt)
        got = Buffer.alloc(0)
        send()
      })
    })
  await Promise.all(Array.from({ length: connections }, one))
  const took = (performance.now() - began) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => Number((latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(2))
  return {
    requests: latencies.length,
    seconds: took,
    perSecond: latencies.length / took,
    p50: at(0.5),
    p99: at(0.99),
    statuses,
  }
}

/** Enough HTTP/1.1 to know where an answer ends. */
function isWhole(got: Buffer): boolean {
  const head = got.indexOf('\r\n\r\n')
  if (head < 0) return false
  const text = got.toString('latin1', 0, head).toLowerCase()
  const length = /\r\ncontent-length: (\d+)/.exec(text)
  if (length) return got.length >= head + 4 + Number(length[1])
  return !text.includes('chunked') || got.subarray(-5).equals(Buffer.from('0\r\n\r\n'))
}
