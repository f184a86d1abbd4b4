using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Serialization;
using System.Text.RegularExpressions;

/// <summary>The bodies of the service's answers. Every member may be missing.</summary>
[DataContract]
public sealed class Body
{
    [DataMember(Name = "access_token")] public string AccessToken { get; set; }
    [DataMember(Name = "expires_in")] public double? ExpiresIn { get; set; }
    [DataMember(Name = "wasteTrackingId")] public string WasteTrackingId { get; set; }
    [DataMember(Name = "validation")] public Validation Validation { get; set; }
}

[DataContract]
public sealed class Validation
{
    [DataMember(Name = "errors")] public List<Issue> Errors { get; set; }
    [DataMember(Name = "warnings")] public List<Issue> Warnings { get; set; }
}

[DataContract]
public sealed class Issue
{
    [DataMember(Name = "key")] public string Key { get; set; }
    [DataMember(Name = "errorType")] public string ErrorType { get; set; }
    [DataMember(Name = "message")] public string Message { get; set; }
}

/// <summary>The texts that differ between a new receipt and an update.</summary>
public sealed class Wording
{
    // The API has no idempotency key: repeating a POST blindly may record the same waste twice.
    public static readonly Wording OfReceipt = new Wording
    {
        Unknown = "the receipt may or may not have been recorded; do not send it again before the support of the "
            + "service has said which, by its reference and the time",
        NotFound = "there is nothing at this address; check the API URL",
    };
    // An update replaces the receipt: repeating it changes nothing.
    public static readonly Wording OfUpdate = new Wording
    {
        Unknown = "the update may or may not have been recorded; it is safe to send it again",
        NotFound = "it has no receipt with this id; check the id that you stored",
    };

    public string Unknown { get; private set; }
    public string NotFound { get; private set; }
}

/// <summary>What a user is told about an answer of the service.</summary>
[DataContract]
public sealed class Outcome
{
    [DataMember(Name = "outcome")] public string Kind { get; private set; }
    [DataMember(Name = "wasteTrackingId", EmitDefaultValue = false)] public string TrackingId { get; private set; }
    [DataMember(Name = "messages")] public List<string> Messages { get; private set; }

    // What your users call the fields. The API's own texts are for developers: the terms of service keep them out of
    // user interfaces.
    private static readonly Dictionary<string, string> labels = new Dictionary<string, string>
    {
        { "apiCode", "API code" },
        { "dateTimeReceived", "date and time of arrival" },
        { "hazardousWasteConsignmentCode", "consignment code" },
        { "reasonForNoConsignmentCode", "reason for having no consignment code" },
        { "wasteItems", "list of waste items" },
        { "wasteItems.ewcCodes", "EWC code" },
        { "wasteItems.wasteDescription", "description of the waste" },
        { "wasteItems.physicalForm", "physical form" },
        { "wasteItems.numberOfContainers", "number of containers" },
        { "wasteItems.typeOfContainers", "container type" },
        { "wasteItems.weight", "weight" },
        { "wasteItems.weight.amount", "weight" },
        { "wasteItems.disposalOrRecoveryCodes", "disposal or recovery code" },
        { "wasteItems.disposalOrRecoveryCodes.code", "disposal or recovery code" },
        { "wasteItems.pops.components", "list of POPs" },
        { "wasteItems.pops.components.concentration", "concentration of a POP" },
        { "wasteItems.hazardous.components", "list of hazardous components" },
        { "wasteItems.hazardous.components.concentration", "concentration of a hazardous component" },
        { "carrier.registrationNumber", "carrier registration number" },
        { "carrier.organisationName", "name of the carrier" },
        { "carrier.vehicleRegistration", "vehicle registration" },
        { "receiver.siteName", "name of the site" },
        { "receiver.authorisationNumber", "permit number of the site" },
        { "receipt.address.postcode", "postcode of the site" },
    };
    private static readonly Dictionary<string, string> problems = new Dictionary<string, string>
    {
        { "NotProvided", "is missing" },
        { "NotAllowed", "does not belong here" },
        { "InvalidFormat", "has the wrong format" },
        { "OutOfRange", "is out of range" },
        { "BusinessRuleViolation", "does not fit the rest of the receipt" },
    };

    public static Outcome Accepted(Body body, string trackingId)
    {
        // Show the warnings, although the receipt was accepted.
        var warnings = InOurWords(body.Validation == null ? null : body.Validation.Warnings);
        return new Outcome { Kind = "accepted", TrackingId = trackingId, Messages = warnings };
    }

    public static Outcome Refused(int status, Body body, Wording wording)
    {
        var says = "The service answered " + status;
        if (status == 400)
        {
            var errors = InOurWords(body == null || body.Validation == null ? null : body.Validation.Errors);
            return Rejected(errors.Count > 0 ? errors : new List<string> { says + " and gave no reason" });
        }
        if (status == 402)
        {
            return Rejected(new List<string> { says + ": the service charge of this organisation must be paid" });
        }
        if (status == 404) return Failed(says + ": " + wording.NotFound);
        if (status >= 400 && status < 500) return Failed(says + ": nothing was recorded");
        return Failed(says + ": " + wording.Unknown);
    }

    public static Outcome Unanswered(Exception error, Wording wording)
    {
        return Failed("No answer from the service (" + error.Message + "): " + wording.Unknown);
    }

    public static Outcome NotSent(Exception error)
    {
        return Failed("The receipt was not sent: " + error.Message + ". It is safe to send it again later");
    }

    /// <summary>Shows all errors, or all warnings: users fix them all at once.</summary>
    private static List<string> InOurWords(IEnumerable<Issue> issues)
    {
        return (issues ?? Enumerable.Empty<Issue>()).Select(InOurWords).ToList();
    }

    private static string InOurWords(Issue issue)
    {
        string label, problem;
        if (!labels.TryGetValue(Regex.Replace(issue.Key, @"\.\d+", ""), out label))
        {
            // A field that is missing above: the API's text is better than none.
            return issue.Key + ": " + issue.Message;
        }
        if (!problems.TryGetValue(issue.ErrorType ?? "", out problem)) problem = "is not valid";
        var item = Regex.Match(issue.Key, @"^wasteItems\.(\d+)");
        var start = item.Success ? "Waste item " + (int.Parse(item.Groups[1].Value) + 1) + ": the " : "The ";
        return start + label + " " + problem;
    }

    private static Outcome Rejected(List<string> messages)
    {
        return new Outcome { Kind = "rejected", Messages = messages };
    }

    private static Outcome Failed(string message)
    {
        return new Outcome { Kind = "failed", Messages = new List<string> { message } };
    }
}
