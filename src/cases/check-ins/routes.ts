import type { CasePart } from '../part.ts'
import { takeAcknowledgements } from '../duty/acknowledging.ts'
import { takeAnswers } from './answer.ts'
import { privateRoutes } from './private-door.tsx'
import { turnAll } from './turn.ts'
import './access.ts'

export const checkInsPart: CasePart = {
  privateRoutes,
  intake: { 'check-in': takeAnswers, 'alarm-acknowledged': takeAcknowledgements },
  jobs: [turnAll],
}
