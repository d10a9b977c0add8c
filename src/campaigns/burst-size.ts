/**
 * What a burst is, per campaign and official, within an hour of confirmations and since staff last let the queue go on:
 *
 * - as many letters from one network as twenty: a class or a vigil behind one router stays below it, a script does not
 *   wait. One person is one letter here already, and one inbox at most eight people. Whoever spreads them over the pages
 *   of several organisations gains nothing.
 * - eight letters through one organisation that say nearly the same in words that are not ours: chance does not do that, a
 *   copied text does. Nobody opens another's letters to compare them; each of these is held for staff anyway.
 *
 * The numbers are absolute. A share of all letters would let a forged crowd hide in the best hour of a campaign.
 * Not found: what comes slowly, or from many networks in the published words; nor copies of which every fifth word differs,
 * but those are held one by one like all that is edited.
 */
export const burst = { within: 3_600_000, fromOneNetwork: 20, ofSameWords: 8 } as const
