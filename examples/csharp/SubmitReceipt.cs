using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;

/// <summary>
/// Lets `rehearse run` drive ReceiptClient.cs: reads a brief (JSON) from stdin and the connection from the environment,
/// and prints the outcome (JSON) as the last line of stdout. What is meant for people goes to stderr.
/// </summary>
public static class SubmitReceipt
{
    public static void Main()
    {
        RunAsync().GetAwaiter().GetResult();
    }

    private static async Task RunAsync()
    {
        var brief = Read(Console.OpenStandardInput());
        // Your software reads the secret from its own configuration. Never put it into code, and never print it. This
        // process ends after one brief, with its token; a service creates one client when it starts.
        var client = new ReceiptClient(
            Environment.GetEnvironmentVariable("REHEARSAL_API_URL"),
            Environment.GetEnvironmentVariable("REHEARSAL_TOKEN_URL"),
            Environment.GetEnvironmentVariable("REHEARSAL_CLIENT_ID"),
            Environment.GetEnvironmentVariable("REHEARSAL_CLIENT_SECRET"));
        var outcome = await ActAsync(brief, client);
        Console.Error.WriteLine((string)brief.Element("scenario").Element("id") + ": done");
        using (var output = Console.OpenStandardOutput())
        {
            new DataContractJsonSerializer(outcome.GetType()).WriteObject(output, outcome);
        }
    }

    /// <summary>Carries out the brief, as your software would for a user.</summary>
    private static async Task<object> ActAsync(XElement brief, ReceiptClient client)
    {
        switch ((string)brief.Element("action"))
        {
            case "submit-all":
                var movements = brief.Element("movements").Elements().Select(Write).ToList();
                return new Results { Outcomes = await client.SubmitAllAsync(movements) };
            case "update":
                var trackingId = (string)brief.Element("wasteTrackingId");
                return await client.UpdateAsync(trackingId, Write(brief.Element("movement")));
            default:
                return await client.SubmitAsync(Write(brief.Element("movement")));
        }
    }

    [DataContract]
    private sealed class Results
    {
        [DataMember(Name = "results")] public List<Outcome> Outcomes { get; set; }
    }

    /// <summary>.NET reads JSON as XML whose attributes keep the types.</summary>
    private static XElement Read(Stream json)
    {
        using (var copy = new MemoryStream())
        {
            json.CopyTo(copy);
            var reader = JsonReaderWriterFactory.CreateJsonReader(copy.ToArray(), XmlDictionaryReaderQuotas.Max);
            return XElement.Load(reader);
        }
    }

    /// <summary>Writes a part of it as JSON again.</summary>
    private static string Write(XElement part)
    {
        using (var stream = new MemoryStream())
        {
            using (var writer = JsonReaderWriterFactory.CreateJsonWriter(stream, Encoding.UTF8, false))
            {
                // The outermost element has a fixed name, and null has no text, not even an empty one.
                var root = new XElement("root", part.Attributes(), part.Nodes());
                var nulls = root.DescendantsAndSelf().Where(each => (string)each.Attribute("type") == "null");
                foreach (var each in nulls.ToList()) each.RemoveNodes();
                root.WriteTo(writer);
            }
            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }
}
