import { Journal } from '#delivery/journal.ts'
import { BroadcastSender } from '#delivery/sender.ts'
import { connectSmtp } from '#delivery/smtp.ts'
import { fileLedger } from './file-ledger.ts'

// Run as a child by the kill test: sends one broadcast from a file-backed ledger and may be killed at any moment.
const [port = '', directory = '', audience = '', lanes = ''] = process.argv.slice(2)

const ledger = fileLedger({
  file: `${directory}/ledger.log`,
  audience: Number(audience),
  chunk: 100,
  render: (number) =>
    `From: a@act.example.org\r\nMessage-ID: <${number}@act.example.org>\r\n\r\nhello ${number}\r\n`,
})
const journal = new Journal(directory, 'w1', {
  segmentBytes: 20_000,
  onFailure: (error) => sender.abort(error),
})
const settings = {
  host: '127.0.0.1',
  port: Number(port),
  implicitTls: false,
  requireTls: false,
  name: 'act.example.org',
}
const sender: BroadcastSender = new BroadcastSender({
  ledger,
  journal,
  connect: () => connectSmtp(settings),
  lanes: Number(lanes),
  recordEvery: 40,
  retryDelays: [20, 40],
  knock: { first: 20, most: 100 },
})
process.stdout.write('started\n')
await sender.run()
journal.close()
process.stdout.write('finished\n')
