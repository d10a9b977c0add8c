import { declareAccess, writers } from '#platform/access.ts'

declareAccess({ 'intervention.write': { roles: writers } })
