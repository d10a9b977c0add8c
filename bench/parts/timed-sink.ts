/** The relay of a bench, in a process of its own: says how many mails of each kind it took, and when the last one came. */
import { startSink } from '../../test/sink.ts'

export interface Taken {
  total: number
  /** milliseconds since 1970 */
  last: number
}

/** Kinds are told apart by the recipient: whoever is neither an official nor a reader gets a mail that nobody counts. */
const kindOf = (recipient: string) =>
  recipient.endsWith('@justice.example') ? 'official' : /^r\d+@/.test(recipient) ? 'supporter' : undefined

const taken: Record<'official' | 'supporter', Taken> = {
  official: { total: 0, last: 0 },
  supporter: { total: 0, last: 0 },
}
const sink = await startSink({
  script(step, recipient) {
    const kind = step === 'dot' ? kindOf(recipient) : undefined
    if (kind) taken[kind] = { total: taken[kind].total + 1, last: Date.now() }
    return undefined
  },
})
process.send!({ port: sink.port })
process.on('message', () => process.send!(taken))
process.once('disconnect', () => process.exit(0))
