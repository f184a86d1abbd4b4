<?php

declare(strict_types=1);

/** What the service answered. */
final class Answer
{
    /** `json` is null if the body is not a JSON object: a gateway may send HTML. `wait` is what Retry-After asks for. */
    public function __construct(
        public readonly int $status,
        public readonly ?array $json,
        public readonly float $wait,
    ) {
    }
}

/** What a user is told about the answers of the service. */
final class Outcomes
{
    // The API has no idempotency key: repeating a POST blindly may record the same waste twice.
    private const UNKNOWN_RECEIPT = 'the receipt may or may not have been recorded; do not send it again before the '
        . 'support of the service has said which, by its reference and the time';
    // An update replaces the receipt: repeating it changes nothing.
    private const UNKNOWN_UPDATE = 'the update may or may not have been recorded; it is safe to send it again';

    // What your users call the fields. The API's own texts are for developers: the terms of service keep them out of
    // user interfaces.
    private const LABELS = [
        'apiCode' => 'API code',
        'dateTimeReceived' => 'date and time of arrival',
        'hazardousWasteConsignmentCode' => 'consignment code',
        'reasonForNoConsignmentCode' => 'reason for having no consignment code',
        'wasteItems' => 'list of waste items',
        'wasteItems.ewcCodes' => 'EWC code',
        'wasteItems.wasteDescription' => 'description of the waste',
        'wasteItems.physicalForm' => 'physical form',
        'wasteItems.numberOfContainers' => 'number of containers',
        'wasteItems.typeOfContainers' => 'container type',
        'wasteItems.weight' => 'weight',
        'wasteItems.weight.amount' => 'weight',
        'wasteItems.disposalOrRecoveryCodes' => 'disposal or recovery code',
        'wasteItems.disposalOrRecoveryCodes.code' => 'disposal or recovery code',
        'wasteItems.pops.components' => 'list of POPs',
        'wasteItems.pops.components.concentration' => 'concentration of a POP',
        'wasteItems.hazardous.components' => 'list of hazardous components',
        'wasteItems.hazardous.components.concentration' => 'concentration of a hazardous component',
        'carrier.registrationNumber' => 'carrier registration number',
        'carrier.organisationName' => 'name of the carrier',
        'carrier.vehicleRegistration' => 'vehicle registration',
        'receiver.siteName' => 'name of the site',
        'receiver.authorisationNumber' => 'permit number of the site',
        'receipt.address.postcode' => 'postcode of the site',
    ];
    private const PROBLEMS = [
        'NotProvided' => 'is missing',
        'NotAllowed' => 'does not belong here',
        'InvalidFormat' => 'has the wrong format',
        'OutOfRange' => 'is out of range',
        'BusinessRuleViolation' => 'does not fit the rest of the receipt',
    ];

    public static function accepted(Answer $answer, string $trackingId): array
    {
        // Show the warnings, although the receipt was accepted.
        $messages = self::messages($answer, 'warnings');
        return ['outcome' => 'accepted', 'wasteTrackingId' => $trackingId, 'messages' => $messages];
    }

    public static function refused(Answer $answer, bool $isUpdate): array
    {
        $says = "The service answered $answer->status";
        $notFound = $isUpdate
            ? 'it has no receipt with this id; check the id that you stored'
            : 'there is nothing at this address; check the API URL';
        return match (true) {
            $answer->status === 400 => self::rejected(
                self::messages($answer, 'errors') ?: ["$says and gave no reason"]
            ),
            $answer->status === 402 => self::rejected(
                ["$says: the service charge of this organisation must be paid"]
            ),
            $answer->status === 404 => self::failed("$says: $notFound"),
            $answer->status >= 400 && $answer->status < 500 => self::failed("$says: nothing was recorded"),
            default => self::failed("$says: " . self::unknown($isUpdate)),
        };
    }

    public static function unanswered(NoAnswer $error, bool $isUpdate): array
    {
        return self::failed("No answer from the service ({$error->getMessage()}): " . self::unknown($isUpdate));
    }

    public static function notSent(NotSent $error): array
    {
        return self::failed(
            "The receipt was not sent: {$error->getMessage()}. It is safe to send it again later"
        );
    }

    /** Shows all errors, or all warnings: users fix them all at once. */
    private static function messages(Answer $answer, string $kind): array
    {
        return array_map(self::inOurWords(...), $answer->json['validation'][$kind] ?? []);
    }

    private static function inOurWords(array $issue): string
    {
        $label = self::LABELS[preg_replace('/\.\d+/', '', $issue['key'])] ?? null;
        if ($label === null) {
            // A field that is missing above: the API's text is better than none.
            return "{$issue['key']}: {$issue['message']}";
        }
        $problem = self::PROBLEMS[$issue['errorType']] ?? 'is not valid';
        return preg_match('/^wasteItems\.(\d+)/', $issue['key'], $found)
            ? sprintf('Waste item %d: the %s %s', (int) $found[1] + 1, $label, $problem)
            : "The $label $problem";
    }

    private static function unknown(bool $isUpdate): string
    {
        return $isUpdate ? self::UNKNOWN_UPDATE : self::UNKNOWN_RECEIPT;
    }

    private static function rejected(array $messages): array
    {
        return ['outcome' => 'rejected', 'messages' => $messages];
    }

    private static function failed(string $message): array
    {
        return ['outcome' => 'failed', 'messages' => [$message]];
    }
}
