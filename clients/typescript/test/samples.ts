/** What the tests declare. */

/** The instance that most tests share. */
export const ALIAS = "conformance-desk";

/** A contact centre with what agents refer to. */
export function center(alias: string): object {
  return {
    api_version: "trunkline/v1",
    kind: "ContactCenter",
    instance: { alias },
    queues: [{ name: "Service", hours: "Basic Hours" }],
    contact_flows: [{ name: "Goodbye", type: "CONTACT_FLOW", file: "flows/goodbye.json" }],
  };
}

/** A flow that hangs up. */
export const FLOW = JSON.stringify({
  Version: "2019-10-30",
  StartAction: "end",
  Metadata: {},
  Actions: [{ Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} }],
});

/** The files that the centre names. */
export const FILES = [{ path: "flows/goodbye.json", content: FLOW }];

/** A spec in which two things are wrong. */
export const WRONG = {
  api_version: "trunkline/v1",
  kind: "ContactCenter",
  instance: { alias: "not an alias" },
  queues: [{ name: "Service", hours: "Never" }],
};

/** A declaration of a share in which something is wrong. */
export const WRONG_SHARE = { api_version: "trunkline/v1", kind: "AnalyticsShare", name: "analytics" };

/** A directory file of one agent. */
export const AGENTS = `username,first_name,last_name,email,routing_profile,security_profiles
ada,Ada,Lovelace,ada@example.com,Basic Routing Profile,Agent
`;

/** A declaration of governance in which something is wrong. */
export const WRONG_GOVERNANCE = { kind: "Governance", instance: ALIAS, budgets: [{ name: "b", amount: "much" }] };
