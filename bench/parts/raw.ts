/** The limit of reading: the same bytes from node:http alone, with nothing to look up. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

const { headers, body } = JSON.parse(process.argv[2]!) as { headers: string[]; body: string }
const bytes = Buffer.from(body, 'base64')
const server = http.createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(bytes)
})
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
process.on('message', (wish) => {
  if (wish === 'cpu') process.send!({ cpu: process.cpuUsage() })
})
process.once('disconnect', () => process.exit(0))
