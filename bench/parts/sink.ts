/** The relay of a bench, in a process of its own: takes every mail, and says how many it took and the last of them. */
import { startSink } from '../../test/sink.ts'

const sink = await startSink({ keep: 1 })
process.send!({ port: sink.port })
process.on('message', () => {
  process.send!({ total: sink.total, distinct: sink.counts.size, sample: sink.mails[0]?.raw ?? '' })
  sink.counts.clear()
  sink.total = 0
})
process.once('disconnect', () => process.exit(0))
